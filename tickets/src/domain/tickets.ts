import {
  type AggregateStore,
  BadRequestError,
  createTurns,
  type Id,
  RequestValidationError,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  type Page,
  type ReplicaStore,
  toDollars,
} from '@ticketing-dev/common';

import type { OrderCopy, Ticket } from './ticket';
import { ticketCreated, ticketUpdated } from './ticket-events';

/** What a seller says about a ticket. */
export type Offer = Pick<Ticket, 'title' | 'priceInCents'>;

/** What the rules of tickets stand on. */
export interface TicketsDeps {
  readonly tickets: AggregateStore<Ticket>;
  readonly orders: ReplicaStore<OrderCopy>;
  /** The lowest price at which a ticket may be put on sale; 1 where it is not given. */
  readonly minPriceInCents?: number;
}

/** Orders that can stand for one ticket at once as far as we have heard; more than two would take a bus far behind. */
const mostOrdersAtOnce = 100;

const ended = { field: 'status', values: [OrderStatus.Complete, OrderStatus.Cancelled] } as const;

export type Tickets = ReturnType<typeof createTickets>;

/** The use cases of tickets. */
export function createTickets({ tickets, orders, minPriceInCents = 1 }: TicketsDeps) {
  const inTurn = createTurns();

  const find = async (id: Id): Promise<Ticket> => {
    const ticket = await tickets.find(id);
    if (!ticket) throw new NotFoundError();
    return ticket;
  };

  const assertPayable = ({ priceInCents }: Offer): void => {
    if (priceInCents >= minPriceInCents) return;
    const least = toDollars(minPriceInCents).toFixed(2);
    const message = `Price must be at least ${least}`;
    throw new RequestValidationError([{ message, field: 'price' }]);
  };

  /** The newest order of those that stand: an older one is cancelled, and the news of it is on its way. */
  const liveOrderOf = async (ticketId: Id): Promise<Id | undefined> => {
    const { Created, AwaitingPayment, Complete } = OrderStatus;
    const live = await orders.query({
      where: { ticketId, status: [Created, AwaitingPayment, Complete] },
      order: 'newest first',
      limit: mostOrdersAtOnce,
    });
    return (live.find(({ status }) => status === Complete) ?? live[0])?.id;
  };

  /**
   * The ticket first, its orders second: the other way round, an order that comes in between would be lost.
   *
   * @returns whether there was anything to change
   */
  const reserve = (ticketId: Id): Promise<boolean> =>
    inTurn(ticketId, async () => {
      const ticket = await tickets.find(ticketId);
      if (!ticket) throw new Error(`an order names the ticket '${ticketId}', which is not there`);
      const orderId = await liveOrderOf(ticketId);
      if (orderId === ticket.orderId) return false;
      await tickets.transition(ticket, { orderId }, ticketUpdated);
      return true;
    });

  /** After a change once more: news that came before the save may have found the ticket as it should be. */
  const settleReservation = async (ticketId: Id): Promise<void> => {
    while (await reserve(ticketId));
  };

  return {
    onSale: ({ limit, after }: Page): Promise<readonly Ticket[]> =>
      tickets.query({
        absent: ['orderId'],
        order: 'newest first',
        ...(after === undefined ? {} : { after }),
        limit,
      }),

    find,

    async create(userId: string, offer: Offer): Promise<Ticket> {
      assertPayable(offer);
      const ticket: Ticket = { id: tickets.nextId(), version: 0, userId, ...offer };
      await tickets.insert(ticket, ticketCreated);
      return ticket;
    },

    update: (id: Id, userId: string, offer: Offer): Promise<Ticket> =>
      inTurn(id, async () => {
        const ticket = await find(id);
        if (ticket.userId !== userId) throw new NotAuthorizedError();
        if (ticket.orderId !== undefined)
          throw new BadRequestError('Cannot edit a reserved ticket', 'TICKET_RESERVED');
        if (ticket.title === offer.title && ticket.priceInCents === offer.priceInCents)
          return ticket;
        // A ticket that was cheaper before there was a minimum keeps its price as long as its seller keeps it.
        if (ticket.priceInCents !== offer.priceInCents) assertPayable(offer);
        return tickets.transition(ticket, offer, ticketUpdated);
      }),

    /** Keeps what is new of an order, and reserves or frees its ticket accordingly. */
    async followOrder(order: OrderCopy): Promise<void> {
      await orders.merge(order, ended);
      await settleReservation(order.ticketId);
    },
  };
}
