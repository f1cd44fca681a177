import {
  type AggregateStore,
  BadRequestError,
  type Clock,
  createTurns,
  DuplicateKeyError,
  type Id,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  type Page,
  type ReplicaStore,
  VersionConflictError,
  withoutRequest,
} from '@ticketing-dev/common';

import type { Order, TicketCopy } from './order';
import { noOrderLimits, type OrderLimits, placeOf, placesOf } from './order-limits';
import { orderCancelled, orderCompleted, orderCreated } from './order-events';
import { nextStatus, openStatuses } from './order-status';

/** What the rules of orders stand on. */
export interface OrdersDeps {
  readonly orders: AggregateStore<Order>;
  readonly tickets: ReplicaStore<TicketCopy>;
  readonly now: Clock;
  /** How long an order holds its ticket unpaid. */
  readonly holdSeconds: number;
  /** None, unless told. */
  readonly limits?: OrderLimits;
}

/** Who orders what. */
export interface OrderRequest {
  readonly userId: string;
  readonly ticketId: Id;
  readonly idempotencyKey?: string;
}

const claimTries = 5;
const sweepPage = 100;
const placesPage = 20;

export type Orders = ReturnType<typeof createOrders>;

/** The use cases of orders. */
export function createOrders({ orders, tickets, now, holdSeconds, ...given }: OrdersDeps) {
  const { limits = noOrderLimits } = given;
  const inTurn = createTurns();

  const find = async (id: Id): Promise<Order> => {
    const order = await orders.find(id);
    if (!order) throw new NotFoundError();
    return order;
  };

  const isOverdue = ({ status, expiresAt }: Order): boolean =>
    nextStatus(status, 'expired') !== undefined && expiresAt <= now();

  const cancel = async (order: Order, reason: 'buyer' | 'expired'): Promise<void> => {
    const { id, userId, ticket } = order;
    await orders.transition(
      order,
      { status: OrderStatus.Cancelled, slot: id, place: id, cancelReason: reason },
      orderCancelled,
      // The database's clock decides: of two instances, one may run ahead.
      reason === 'expired' ? { passed: 'expiresAt' } : undefined,
    );
    await limits.countHold(userId, ticket.id);
  };

  /**
   * Cancels the order if its hold is over.
   *
   * @returns false where it stays: it is early, or somebody was quicker
   */
  const expire = async (order: Order): Promise<boolean> => {
    if (!isOverdue(order)) return false;
    try {
      // The next buyer's request may be what finds it: the order is not his.
      await withoutRequest(() => cancel(order, 'expired'));
      return true;
    } catch (error) {
      if (error instanceof VersionConflictError) return false;
      throw error;
    }
  };

  const holderOf = async (slot: Id): Promise<Order | undefined> =>
    (await orders.query({ where: { slot }, order: 'newest first', limit: 1 }))[0];

  /**
   * Where an order may stand for its account: a place that no open order is in.
   *
   * @throws LimitReachedError where there is none
   */
  const freePlace = async ({ id, userId }: Claim, mostOpen: number): Promise<string> => {
    const all = placesOf(userId, mostOpen);
    const first = spread(id, mostOpen);
    const places = [...all.slice(first), ...all.slice(0, first)];
    let firstEnd = Infinity;
    // An account may have a thousand orders open: nobody reads them all to find one place.
    for (let looked = 0; looked < mostOpen; looked += placesPage) {
      const some = places.slice(looked, looked + placesPage);
      const open = await orders.query({
        where: { place: some },
        order: 'oldest first',
        limit: placesPage,
      });
      const taken = new Set(open.map(({ place }) => place));
      for (const order of open) if (await expire(order)) taken.delete(order.place);
      const free = some.filter((each) => !taken.has(each));
      const place = free[spread(id, free.length)];
      if (place !== undefined) return place;
      firstEnd = Math.min(firstEnd, ...open.map(({ expiresAt }) => expiresAt.getTime()));
    }
    throw limits.tooManyOpen(userId, firstEnd - now().getTime());
  };

  /** Inserting the order is the claim, of the ticket and of a place: the unique indexes let one in. */
  const claim = async (claimed: Claim): Promise<Order> => {
    const { mostOpen = 0 } = limits;
    // Most people have no other order: any place is free, and nobody has to look.
    const { id, userId } = claimed;
    const anyPlace = mostOpen > 0 ? placeOf(userId, spread(id, mostOpen)) : id;
    let order: Order = { ...claimed, place: anyPlace };
    for (let left = claimTries + mostOpen; left > 0; left -= 1) {
      try {
        await orders.insert(order, orderCreated);
        return order;
      } catch (error) {
        if (!(error instanceof DuplicateKeyError)) throw error;
      }
      const holder = await holderOf(order.slot);
      if (holder && isSameAttempt(holder, order)) return holder;
      if (holder && !isOverdue(holder)) break;
      if (holder) await expire(holder);
      else if (mostOpen > 0) order = { ...claimed, place: await freePlace(claimed, mostOpen) };
    }
    throw new BadRequestError('Ticket is already reserved', 'TICKET_RESERVED');
  };

  return {
    async create({ userId, ticketId, idempotencyKey }: OrderRequest): Promise<Order> {
      await limits.checkHold(userId, ticketId);
      const ticket = await tickets.find(ticketId);
      if (!ticket) throw new NotFoundError();
      return claim({
        id: orders.nextId(),
        version: 0,
        status: OrderStatus.Created,
        userId,
        expiresAt: new Date(now().getTime() + holdSeconds * 1000),
        ticket,
        // Never what was asked for: the claim is of the ticket that is there.
        slot: ticket.id,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
    },

    ofBuyer: (userId: string, { limit, after }: Page): Promise<readonly Order[]> =>
      orders.query({
        where: { userId },
        order: 'newest first',
        ...(after === undefined ? {} : { after }),
        limit,
      }),

    async show(id: Id, userId: string): Promise<Order> {
      const order = await find(id);
      if (order.userId !== userId) throw new NotAuthorizedError();
      return order;
    },

    /** Cancels the buyer's order; once more is no harm. */
    cancel: (id: Id, userId: string): Promise<void> =>
      inTurn(id, async () => {
        const order = await find(id);
        if (order.userId !== userId) throw new NotAuthorizedError();
        if (order.status === OrderStatus.Cancelled) return;
        if (!nextStatus(order.status, 'buyer'))
          throw new BadRequestError('Cannot cancel a completed order', 'ORDER_COMPLETE');
        await cancel(order, 'buyer');
      }),

    /** A payment is authorised: the order is complete, unless it has ended before. */
    complete: (id: Id): Promise<void> =>
      inTurn(id, async () => {
        const order = await orders.find(id);
        if (!order) throw new Error(`a payment names the order '${id}', which is not there`);
        const status = nextStatus(order.status, 'payment');
        // What is bought is held no longer: the account has the place for another one.
        if (status) await orders.transition(order, { status, place: id }, orderCompleted);
      }),

    /** The worker says that an order's hold is over; its clock may run ahead of ours. */
    async expire(id: Id): Promise<void> {
      const order = await orders.find(id);
      if (order) await expire(order);
    },

    /** The second line behind the worker: cancels whatever is overdue. */
    async sweepOverdue(): Promise<void> {
      for (;;) {
        const overdue = await orders.query({
          where: { status: openStatuses },
          atMost: { expiresAt: now() },
          order: 'oldest first',
          limit: sweepPage,
        });
        let expired = 0;
        for (const order of overdue) if (await expire(order)) expired += 1;
        // A page of which nothing could be cancelled would be found again: the next turn looks at it.
        if (overdue.length < sweepPage || expired === 0) return;
      }
    },

    keepTicket: async (ticket: TicketCopy): Promise<void> => {
      await tickets.keepNewest(ticket);
    },
  };
}

/** An order that has no place yet. */
type Claim = Omit<Order, 'place'>;

/** Below `count`. It depends on the id alone, so that those who come at once do not all take the same. */
const spread = (id: Id, count: number): number => parseInt(id.slice(-6), 16) % count;

/** An insert whose answer was lost, or a browser that asks again for the order that it has. */
const isSameAttempt = (holder: Order, order: Order): boolean =>
  holder.id === order.id ||
  (holder.userId === order.userId &&
    order.idempotencyKey !== undefined &&
    holder.idempotencyKey === order.idempotencyKey);
