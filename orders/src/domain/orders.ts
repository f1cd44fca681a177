import {
  type AggregateStore,
  BadRequestError,
  type Clock,
  createSharedReads,
  createTurns,
  DuplicateKeyError,
  type Id,
  makeRoom,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  type Page,
  type ReplicaStore,
  settledWithin,
  VersionConflictError,
  withoutRequest,
} from '@ticketing-dev/common';

import { closingOf } from './closing';
import type { Order, TicketCopy } from './order';
import { noOrderLimits, type OrderLimits, placeOf, placesOf } from './order-limits';
import { offerClosed, orderCancelled, orderCompleted, orderCreated } from './order-events';
import { nextStatus, openStatuses } from './order-status';

/** The dependencies of the rules of orders. */
export interface OrdersDeps {
  readonly orders: AggregateStore<Order>;
  readonly tickets: ReplicaStore<TicketCopy>;
  readonly now: Clock;
  /** How long an unpaid order reserves its ticket. */
  readonly holdSeconds: number;
  /** No limits by default. */
  readonly limits?: OrderLimits;
}

/** A buyer's request for a ticket. */
export interface OrderRequest {
  readonly userId: string;
  readonly ticketId: Id;
  readonly idempotencyKey?: string;
  /** Given if an earlier try of the same request may have stored the order already. */
  readonly id?: Id | undefined;
}

const claimTries = 5;
const sweepPage = 100;
const placesPage = 20;
/** An insert that takes longer may be hung, so other orders no longer wait for its end. */
const patienceMs = 500;
/** How many of the slots that were lost last are remembered. */
const mostContested = 10_000;
const mostUnpaid = 10_000;

export type Orders = ReturnType<typeof createOrders>;

/** The use cases of orders. */
export function createOrders({ orders, tickets, now, holdSeconds, ...given }: OrdersDeps) {
  const { limits = noOrderLimits } = given;
  const inTurn = createTurns();

  const find = async (id: Id): Promise<Order> => {
    const order = await orders.find(id);
    if (!order || order.isClosing) throw new NotFoundError();
    return order;
  };

  /** Why nobody can order the ticket any more; undefined if it can be ordered. */
  const refusalOf = ({ details, isOffSale }: TicketCopy): Error | undefined => {
    if (isOffSale) return offSale();
    const startsAt = details?.startsAt;
    return startsAt !== undefined && Date.parse(startsAt) <= now().getTime()
      ? new BadRequestError('This event has started already', 'EVENT_OVER')
      : undefined;
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
   * Cancels the order if its reservation is over.
   *
   * @returns false if it did not cancel the order: it is too early, or a concurrent write came first
   */
  const expire = async (order: Order): Promise<boolean> => {
    if (!isOverdue(order)) return false;
    try {
      // The next buyer's request may find the overdue order. Its request id does not belong to that order.
      await withoutRequest(() => cancel(order, 'expired'));
      return true;
    } catch (error) {
      if (error instanceof VersionConflictError) return false;
      throw error;
    }
  };

  const readHolder = async (slot: Id): Promise<Order | undefined> =>
    (await orders.query({ where: { slot }, order: 'newest first', limit: 1 }))[0];
  const holderOf = createSharedReads(readHolder);
  const ticketOf = createSharedReads((id: Id) => tickets.find(id));

  /** Slots that an order of this instance has just failed to take. */
  const contested = new Set<Id>();
  /** The inserts of this instance that are running, by their slots. */
  const inserts = new Map<Id, Promise<boolean>>();

  /** The last orders of this instance that no payment was received for. They may have changed since. */
  const unpaid = new Map<Id, Order>();

  /** @returns false if another order has the slot or the place */
  const insert = async (order: Order): Promise<boolean> => {
    try {
      await orders.insert(order, orderCreated);
      makeRoom(unpaid, order.id, mostUnpaid);
      unpaid.set(order.id, order);
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  };

  /**
   * Takes the order's slot by inserting the order. A refused insert costs the database much more than a read, so an order
   * for a contested slot reads first who has it, in one query for all who ask at the same time. The unique index decides.
   *
   * @returns this order if it is stored, or the order that has the slot; undefined if the slot or the place was taken
   */
  const takeSlot = async (order: Order): Promise<Order | undefined> => {
    const { slot } = order;
    const running = inserts.get(slot);
    if (running || contested.has(slot)) {
      if (running) await settledWithin(running, patienceMs);
      const holder = await holderOf(slot);
      if (holder) return holder;
      contested.delete(slot);
    }
    const mine = insert(order);
    inserts.set(slot, mine);
    try {
      if (await mine) return order;
    } finally {
      if (inserts.get(slot) === mine) inserts.delete(slot);
    }
    makeRoom(contested, slot, mostContested);
    contested.add(slot);
    return holderOf(slot);
  };

  /**
   * Finds a place of the account that no open order takes.
   *
   * @throws LimitReachedError if every place is taken
   */
  const freePlace = async ({ id, userId }: Claim, mostOpen: number): Promise<string> => {
    const all = placesOf(userId, mostOpen);
    const first = spread(id, mostOpen);
    const places = [...all.slice(first), ...all.slice(0, first)];
    let firstEnd = Infinity;
    // An account may have a thousand open orders. Finding one place must not read them all.
    for (let checked = 0; checked < mostOpen; checked += placesPage) {
      const some = places.slice(checked, checked + placesPage);
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

  /**
   * Claims the ticket and a place by inserting the order. The unique indexes allow only one order for each.
   *
   * @param mayExist whether an earlier try of the same request may have stored the order, which may have ended since
   * @returns the new order, or the stored order if this is a retry of the same attempt
   * @throws BadRequestError if another order has the ticket
   * @throws LimitReachedError if the account has no free place
   */
  const claim = async (claimed: Claim, mayExist: boolean): Promise<Order> => {
    const { mostOpen = 0 } = limits;
    // Most buyers have no other order. Any place is then free, and no query is needed.
    const { id, userId } = claimed;
    const anyPlace = mostOpen > 0 ? placeOf(userId, spread(id, mostOpen)) : id;
    let order: Order = { ...claimed, place: anyPlace };
    for (let left = claimTries + mostOpen; left > 0; left -= 1) {
      const holder = await takeSlot(order);
      if (holder && isSameAttempt(holder, order)) return holder;
      const made = mayExist ? await orders.find(id) : undefined;
      if (made) return made;
      if (holder?.isClosing) throw offSale();
      if (holder && !isOverdue(holder)) break;
      if (holder) await expire(holder);
      else if (mostOpen > 0) order = { ...claimed, place: await freePlace(claimed, mostOpen) };
    }
    throw new BadRequestError('Ticket is already reserved', 'TICKET_RESERVED');
  };

  return {
    async create({ userId, ticketId, idempotencyKey, id }: OrderRequest): Promise<Order> {
      await limits.checkHold(userId, ticketId);
      const ticket = await ticketOf(ticketId);
      if (!ticket) throw new NotFoundError();
      const refusal = refusalOf(ticket);
      if (refusal) {
        // An earlier try of the same request may have been in time.
        const made = id && (await orders.find(id));
        if (made) return made;
        throw refusal;
      }
      const claimed: Claim = {
        id: id ?? orders.nextId(),
        version: 0,
        status: OrderStatus.Created,
        userId,
        expiresAt: new Date(now().getTime() + holdSeconds * 1000),
        ticket,
        // The id of the stored ticket, never the id in the request: the claim is of the ticket that exists.
        slot: ticket.id,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      };
      return claim(claimed, id !== undefined);
    },

    listByBuyer: (userId: string, { limit, after }: Page): Promise<readonly Order[]> =>
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

    /** Some orders, in no order. An id without an order is left out. */
    findMany: (ids: readonly Id[]): Promise<readonly Order[]> =>
      orders.query({ where: { id: ids }, order: 'newest first', limit: ids.length }),

    /** Cancels the buyer's order. Cancelling it again changes nothing. */
    cancel: (id: Id, userId: string): Promise<void> =>
      inTurn(id, async () => {
        const order = await find(id);
        if (order.userId !== userId) throw new NotAuthorizedError();
        if (order.status === OrderStatus.Cancelled) return;
        if (!nextStatus(order.status, 'buyer'))
          throw new BadRequestError('Cannot cancel a completed order', 'ORDER_COMPLETE');
        await cancel(order, 'buyer');
      }),

    /** Cancels the open orders of a deleted account. */
    async cancelAllOf(userId: string): Promise<void> {
      for (;;) {
        const open = await orders.query({
          where: { userId, status: openStatuses },
          order: 'oldest first',
          limit: sweepPage,
        });
        for (const { id } of open) {
          await inTurn(id, async () => {
            const order = await find(id);
            if (nextStatus(order.status, 'buyer')) await cancel(order, 'buyer');
          });
        }
        if (open.length < sweepPage) return;
      }
    },

    /** Completes the order of an authorised payment, unless the order has ended before. */
    complete: (id: Id): Promise<void> =>
      inTurn(id, async () => {
        // If the order has changed since, its version is another one. Then this turn is repeated, and reads it.
        const order = unpaid.get(id) ?? (await orders.find(id));
        unpaid.delete(id);
        if (!order) throw new Error(`a payment was received for the unknown order '${id}'`);
        const status = nextStatus(order.status, 'payment');
        // A bought ticket is no longer reserved, so the account gets its place back.
        if (status) await orders.transition(order, { status, place: id }, orderCompleted);
      }),

    /** Handles the worker's event that a reservation is over. It checks the time again, because clocks differ. */
    async expire(id: Id): Promise<void> {
      const order = await orders.find(id);
      if (order) await expire(order);
    },

    /** Cancels all overdue orders. It finds those that the worker missed. */
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
        // If no order of a page could be cancelled, the query would find the same page again. The next sweep retries.
        if (overdue.length < sweepPage || expired === 0) return;
      }
    },

    keepTicket: async (ticket: TicketCopy): Promise<void> => {
      await tickets.keepNewest(ticket);
    },

    /** Takes a ticket off sale, unless it has an order. When that order ends, tickets asks again. */
    async closeOffer(ticket: TicketCopy): Promise<void> {
      // From here on nobody can order it. An order that is being placed now meets the closing record, or the reverse.
      await tickets.keepNewest({ ...ticket, isOffSale: true });
      for (let left = claimTries; left > 0; left -= 1) {
        try {
          await orders.insert(closingOf(orders.nextId(), ticket, now()), offerClosed);
          return;
        } catch (error) {
          if (!(error instanceof DuplicateKeyError)) throw error;
        }
        const holder = await readHolder(ticket.id);
        if (holder && !isOverdue(holder)) return;
        if (holder) await expire(holder);
      }
      throw new Error(`the slot of ticket '${ticket.id}' changed too often`);
    },
  };
}

const offSale = (): BadRequestError =>
  new BadRequestError('This ticket is no longer on sale', 'TICKET_OFF_SALE');

/** An order without its place. */
type Claim = Omit<Order, 'place'>;

/** A number below `count` that depends only on the id, so that concurrent orders try different places. */
const spread = (id: Id, count: number): number => parseInt(id.slice(-6), 16) % count;

/** True for an insert whose answer was lost, and for a browser that retries with the same idempotency key. */
const isSameAttempt = (holder: Order, order: Order): boolean =>
  holder.id === order.id ||
  (holder.userId === order.userId &&
    order.idempotencyKey !== undefined &&
    holder.idempotencyKey === order.idempotencyKey);
