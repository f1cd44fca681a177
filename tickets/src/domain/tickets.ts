import {
  type AggregateStore,
  BadRequestError,
  createSharedReads,
  createTurns,
  DuplicateKeyError,
  type Id,
  makeRoom,
  RequestValidationError,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  pagesOf,
  type Page,
  type ReplicaStore,
  toDollars,
  toId,
  type Versioned,
} from '@ticketing-dev/common';

import { areSameDetails, changedDetails, type DetailChanges } from './details';
import { seatKeyOf } from './seat-key';
import type { OrderCopy, Ticket } from './ticket';
import { ticketChanged, ticketCreated } from './ticket-events';

/** The fields of a ticket that its seller sets. */
export interface Offer extends Pick<Ticket, 'title' | 'priceInCents'> {
  readonly details?: DetailChanges;
}

/** A ticket, with the order that reserved or bought it if there is one. */
export interface ShownTicket {
  readonly ticket: Ticket;
  readonly order: OrderCopy | undefined;
}

/** The dependencies of the rules of tickets. */
export interface TicketsDeps {
  readonly tickets: AggregateStore<Ticket>;
  readonly orders: ReplicaStore<OrderCopy>;
  /** The accounts that are deleted. No ticket of theirs stays on sale. */
  readonly deletedUsers: Pick<ReplicaStore<Versioned>, 'find' | 'keepNewest'>;
  /** The lowest price of a ticket on sale. The default is 1. */
  readonly minPriceInCents?: number;
  /** The highest price in percent of the face value. Undefined means no cap. */
  readonly maxPricePercent?: number | undefined;
}

/** The most orders of one ticket that can look live in this replica. More than two need a bus that is far behind. */
const mostLiveOrders = 100;
const mostReserved = 10_000;
const ownPage = 100;

const liveStatuses = [OrderStatus.Created, OrderStatus.AwaitingPayment, OrderStatus.Complete];

const ended = { field: 'status', values: [OrderStatus.Complete, OrderStatus.Cancelled] } as const;

export type Tickets = ReturnType<typeof createTickets>;

/** The use cases of tickets. */
export function createTickets({ tickets, orders, deletedUsers, ...prices }: TicketsDeps) {
  const { minPriceInCents = 1, maxPricePercent } = prices;
  const inTurn = createTurns();
  /** The last tickets that this instance has reserved or freed. Another one may have changed them. */
  const lastReserved = new Map<Id, Ticket>();

  const find = async (id: Id): Promise<Ticket> => {
    const ticket = await tickets.find(id);
    if (!ticket) throw new NotFoundError();
    return ticket;
  };

  const assertPayable = ({ priceInCents }: Offer): void => {
    if (priceInCents >= minPriceInCents) return;
    throw wrongPrice(`Price must be at least ${written(minPriceInCents)}`);
  };

  /** A ticket without a face value has no cap: in the contract, a title and a price are enough. */
  const assertFair = (priceInCents: number, faceValueInCents: number | undefined): void => {
    if (maxPricePercent === undefined || faceValueInCents === undefined) return;
    const most = Math.floor((faceValueInCents * maxPricePercent) / 100);
    if (priceInCents <= most) return;
    const share = `${maxPricePercent}% of the face value`;
    throw wrongPrice(`Price must be at most ${written(most)}, which is ${share}`);
  };

  /** The orders that reserved or bought some tickets. */
  const ordersOf = async (some: readonly Ticket[]): Promise<ReadonlyMap<Id, OrderCopy>> => {
    const reserved = some.filter(({ orderId }) => orderId !== undefined);
    if (reserved.length === 0) return new Map();
    const live = await orders.query({
      where: { ticketId: reserved.map(({ id }) => id), status: liveStatuses },
      order: 'newest first',
      limit: mostLiveOrders * reserved.length,
    });
    return new Map(live.map((order) => [order.id, order]));
  };

  /** The ticket's complete order, or its newest open one. An older open order is cancelled, but its event is late. */
  const liveOrderOf = async (ticketId: Id): Promise<Id | undefined> => {
    const live = await orders.query({
      where: { ticketId, status: liveStatuses },
      order: 'newest first',
      limit: mostLiveOrders,
    });
    return (live.find(({ status }) => status === OrderStatus.Complete) ?? live[0])?.id;
  };

  /**
   * Asks orders again to take the ticket off sale. It could not while the order was live, and if the order's events arrive
   * late, its end does not change the ticket.
   */
  const askAgain = async (ticket: Ticket): Promise<void> => {
    if (ticket.offSale === 'requested') await tickets.transition(ticket, {}, ticketChanged);
  };

  /**
   * Stores the ticket's current order in the ticket. It reads the ticket before the orders. Otherwise it would miss an
   * order that is stored between the two reads.
   *
   * @returns the ticket as it is then
   */
  const reserve = ({ id, status, ticketId }: OrderCopy): Promise<Ticket> =>
    inTurn(ticketId, async () => {
      const last = lastReserved.get(ticketId);
      // A complete order has its ticket for good.
      if (status === OrderStatus.Complete && last?.orderId === id) return last;
      let ticket = await tickets.find(ticketId);
      if (!ticket) throw new Error(`an order was received for the unknown ticket '${ticketId}'`);
      if (status === OrderStatus.Complete && ticket.orderId === id) return ticket;
      let isAnnounced = false;
      for (;;) {
        const orderId = await liveOrderOf(ticketId);
        if (orderId === ticket.orderId) {
          if (!isAnnounced && status === OrderStatus.Cancelled) await askAgain(ticket);
          return ticket;
        }
        ticket = await tickets.transition(ticket, { orderId }, ticketChanged);
        isAnnounced = true;
        makeRoom(lastReserved, ticketId, mostReserved);
        lastReserved.set(ticketId, ticket);
        // Then the orders are read again: a concurrent event may have read the old ticket, and changed nothing.
      }
    });

  /** Events of other publishers and of older builds do not name the seller. */
  const withSeller = async (order: OrderCopy): Promise<OrderCopy> => {
    if (order.sellerId !== undefined) return order;
    const sellerId = (await tickets.find(order.ticketId))?.userId;
    return sellerId === undefined ? order : { ...order, sellerId };
  };

  /** @returns undefined if the ticket is sold */
  const requestClosing = (id: Id): Promise<Ticket | undefined> =>
    inTurn(id, async () => {
      const ticket = await find(id);
      const order = ticket.orderId && (await orders.find(ticket.orderId));
      if (order?.status === OrderStatus.Complete) return undefined;
      if (ticket.offSale !== undefined) return ticket;
      return tickets.transition(ticket, { offSale: 'requested' }, ticketChanged);
    });

  const isDeleted = async (userId: string): Promise<boolean> => {
    const id = toId(userId);
    return id !== undefined && (await deletedUsers.find(id)) !== undefined;
  };

  const query = ({ limit, after }: Page): Promise<readonly Ticket[]> =>
    tickets.query({
      absent: ['orderId', 'offSale'],
      order: 'newest first',
      ...(after === undefined ? {} : { after }),
      limit,
    });
  const firstPage = createSharedReads((limit: number) => query({ limit }));

  return {
    withSeller,

    listOnSale: (page: Page): Promise<readonly Ticket[]> =>
      page.after === undefined ? firstPage(page.limit) : query(page),

    /** A seller's tickets, also those that are held, sold or off sale. */
    async listBySeller(
      userId: string,
      { limit, after }: Page,
    ): Promise<readonly (ShownTicket & { readonly id: Id })[]> {
      const own = await tickets.query({
        where: { userId },
        order: 'newest first',
        ...(after === undefined ? {} : { after }),
        limit,
      });
      const live = await ordersOf(own);
      return own.map((ticket) => ({
        id: ticket.id,
        ticket,
        order: ticket.orderId && live.get(ticket.orderId),
      }));
    },

    /** Some tickets, in no order. An id without a ticket is left out. */
    async showMany(ids: readonly Id[]): Promise<readonly ShownTicket[]> {
      const found = await tickets.query({
        where: { id: ids },
        order: 'newest first',
        limit: ids.length,
      });
      const live = await ordersOf(found);
      return found.map((ticket) => ({ ticket, order: ticket.orderId && live.get(ticket.orderId) }));
    },

    show: createSharedReads(async (id: Id): Promise<ShownTicket> => {
      const ticket = await find(id);
      // A ticket on sale has no order, so that it costs one read.
      const order = ticket.orderId && (await orders.find(ticket.orderId));
      return { ticket, order };
    }),

    /** @param given an id, if an earlier try of the same request may have stored the ticket already */
    async create(userId: string, offer: Offer, given?: Id): Promise<Ticket> {
      const id = given ?? tickets.nextId();
      assertPayable(offer);
      const { title, priceInCents } = offer;
      const details = changedDetails(undefined, offer.details ?? {});
      assertFair(priceInCents, details?.faceValueInCents);
      const ticket: Ticket = {
        id,
        version: 0,
        userId,
        title,
        priceInCents,
        ...(details && { details }),
        seatKey: seatKeyOf({ id, userId, details }),
      };
      try {
        // A look costs less than an insert that is refused.
        if (!given || !(await tickets.find(id))) await tickets.insert(ticket, ticketCreated);
      } catch (error) {
        if (!(error instanceof DuplicateKeyError)) throw error;
        // No other request has this id, so a stored ticket with this id is this one. Another one has this seat.
        if (!(await tickets.find(id))) throw seatOnSale();
      }
      // The account may have been deleted since the request signed in. Looked up after the insert: a deletion that is not
      // stored yet finds the ticket.
      if (await isDeleted(userId)) return (await requestClosing(id)) ?? ticket;
      return ticket;
    },

    update: (id: Id, userId: string, offer: Offer): Promise<Ticket> =>
      inTurn(id, async () => {
        const ticket = await find(id);
        if (ticket.userId !== userId) throw new NotAuthorizedError();
        if (ticket.orderId !== undefined)
          throw new BadRequestError('Cannot edit a reserved ticket', 'TICKET_RESERVED');
        if (ticket.offSale !== undefined)
          throw new BadRequestError('Cannot edit a ticket that is off sale', 'TICKET_OFF_SALE');
        const { title, priceInCents } = offer;
        const details = changedDetails(ticket.details, offer.details ?? {});
        const isSamePrice = ticket.priceInCents === priceInCents;
        if (ticket.title === title && isSamePrice && areSameDetails(ticket.details, details))
          return ticket;
        // A ticket that is older than the minimum keeps its lower price until its seller changes the price.
        if (!isSamePrice) assertPayable(offer);
        const isSameFaceValue = ticket.details?.faceValueInCents === details?.faceValueInCents;
        if (!isSamePrice || !isSameFaceValue) assertFair(priceInCents, details?.faceValueInCents);
        const seatKey = seatKeyOf({ id, userId, details });
        const changes = { title, priceInCents, details, seatKey };
        try {
          return await tickets.transition(ticket, changes, ticketChanged);
        } catch (error) {
          throw error instanceof DuplicateKeyError ? seatOnSale() : error;
        }
      }),

    /**
     * Asks orders to take the ticket off sale. If an order holds the ticket, it goes off sale when that order ends unpaid.
     * Asking again changes nothing.
     */
    async takeOffSale(id: Id, userId: string): Promise<Ticket> {
      const ticket = await find(id);
      if (ticket.userId !== userId) throw new NotAuthorizedError();
      const closing = await requestClosing(id);
      if (!closing) throw new BadRequestError('Cannot take a sold ticket off sale', 'TICKET_SOLD');
      return closing;
    },

    /** Asks orders to take all tickets of a deleted account off sale, except those that are sold. */
    async takeAllOffSale(user: Versioned): Promise<void> {
      // First: a ticket that is inserted too late for the query below is followed by a look at this.
      await deletedUsers.keepNewest({ id: user.id, version: user.version });
      const own = { where: { userId: user.id }, order: 'newest first', limit: ownPage } as const;
      for await (const page of pagesOf(tickets, own)) {
        for (const { id } of page) await requestClosing(id);
      }
    },

    /** Stores that the ticket is off sale. Its seller may offer the seat again, as another ticket. */
    closeOffer: (id: Id): Promise<void> =>
      inTurn(id, async () => {
        const ticket = await tickets.find(id);
        if (!ticket) throw new Error(`the offer of the unknown ticket '${id}' was closed`);
        if (ticket.offSale === 'done') return;
        await tickets.transition(ticket, { offSale: 'done', seatKey: id }, ticketChanged);
      }),

    /**
     * Stores the newest version of an order, and reserves or frees its ticket.
     *
     * @returns the ticket
     */
    async followOrder(order: OrderCopy): Promise<Ticket> {
      await orders.merge(await withSeller(order), ended);
      return reserve(order);
    },

    /** Reserves or frees the ticket of a stored order again, after an operator has mended the order. */
    followAgain(order: OrderCopy): Promise<Ticket> {
      lastReserved.delete(order.ticketId);
      return reserve(order);
    },
  };
}

const written = (cents: number): string => toDollars(cents).toFixed(2);

const wrongPrice = (message: string): RequestValidationError =>
  new RequestValidationError([{ message, field: 'price' }]);

const seatOnSale = (): BadRequestError =>
  new BadRequestError('You have put this seat on sale already', 'SEAT_ON_SALE');
