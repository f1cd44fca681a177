import {
  BadRequestError,
  currentRequestId,
  currentTraceparent,
  DependencyError,
  DuplicateKeyError,
  type Id,
  makeRoom,
  maskCardNumbers,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  pagesOf,
  type Versioned,
} from '@ticketing-dev/common';

import { type CardLimits, noCardLimits } from './card-limits';
import { createCharging } from './charging';
import type { OrderCopy, Payment } from './payment';
import { createRefunding } from './refunding';
import { createRewrite } from './rewrite';
import { createSettling, type SettlingDeps } from './settling';
import { isToken, noSuchToken } from './token';

/** The dependencies of the rules of payments. */
export interface PaymentsDeps extends SettlingDeps {
  /** Resolves after a short pause. A request that waits for an earlier attempt polls in this interval. */
  readonly wait: () => Promise<void>;
  /** No limits by default. */
  readonly cardLimits?: CardLimits;
}

/** A buyer's request to pay for an order. */
export interface PaymentRequest {
  readonly userId: string;
  readonly orderId: Id;
  readonly token: string;
  readonly idempotencyKey?: string;
}

const claimTries = 5;
const mostAuthorised = 10_000;
const pageSize = 100;
/** Longer than the time-out of a call of Stripe, shorter than the route's deadline. */
const outcomeTimeoutMs = 16_000;

const inProgressMessage = 'Payment already in progress';
const cancelledMessage = 'Cannot pay for an cancelled order';
/** The message if the buyer did not cause the failure. */
const neutralMessage = 'Payment is not possible right now, please try again later';

const ended = { field: 'status', values: [OrderStatus.Complete, OrderStatus.Cancelled] } as const;

export type Payments = ReturnType<typeof createPayments>;

/** The use cases of payments. */
export function createPayments({ wait, cardLimits = noCardLimits, ...deps }: PaymentsDeps) {
  const { payments, orders, deletedUsers, now } = deps;
  const rewrite = createRewrite(payments);
  const charging = createCharging(deps, rewrite);
  const refunding = createRefunding(deps, rewrite);
  const settling = createSettling(charging, refunding, deps);
  /** Orders that have just ended. An end is final, so their statuses need not be read again. */
  const endedOrders = new Map<Id, OrderStatus>();
  /** By their orders: the last payments that this instance has authorised. Another instance may have settled them. */
  const authorised = new Map<Id, Payment>();

  const orderOf = async (orderId: Id, userId: string): Promise<Required<OrderCopy>> => {
    const order = await orders.find(orderId);
    if (!order || !isWhole(order)) throw new NotFoundError();
    if (order.userId !== userId) throw new NotAuthorizedError();
    return order;
  };

  const assertPayable = ({ status, expiresAt }: Required<OrderCopy>): void => {
    if (status === OrderStatus.Cancelled)
      throw new BadRequestError(cancelledMessage, 'ORDER_CANCELLED');
    if (status === OrderStatus.Complete)
      throw new BadRequestError('Cannot pay for an order that is paid', 'ORDER_COMPLETE');
    if (expiresAt <= now())
      throw new BadRequestError('Cannot pay for an expired order', 'ORDER_EXPIRED');
  };

  const holderOf = async (slot: Id): Promise<Payment | undefined> =>
    (await payments.query({ where: { slot }, order: 'newest first', limit: 1 }))[0];

  /**
   * Claims the order's slot by inserting the payment. The unique index on the slot allows only one payment.
   *
   * @returns this payment, or the stored one if both are the same attempt or use the same token
   * @throws BadRequestError if another payment has the slot
   */
  const claim = async (payment: Payment): Promise<Payment> => {
    for (let left = claimTries; left > 0; left -= 1) {
      try {
        await payments.insert(payment);
        return payment;
      } catch (error) {
        if (!(error instanceof DuplicateKeyError)) throw error;
      }
      const holder = await holderOf(payment.slot);
      if (holder && (isSameAttempt(holder, payment) || holder.token === payment.token)) {
        return holder;
      }
      if (holder) break;
    }
    throw new BadRequestError(inProgressMessage, 'PAYMENT_IN_PROGRESS');
  };

  const outcomeOf = async (payment: Payment): Promise<Payment> => {
    const end = now().getTime() + outcomeTimeoutMs;
    let current = payment;
    while (current.status === 'pending') {
      if (now().getTime() >= end) throw new DependencyError('Stripe');
      await wait();
      current = (await payments.find(payment.id)) ?? current;
    }
    return current;
  };

  /** The order may be cancelled during the call of Stripe. Then the payment is released, and the request fails. */
  const assertWanted = async (payment: Payment): Promise<void> => {
    const order = await orders.find(payment.orderId);
    if (order?.status !== OrderStatus.Cancelled) return;
    try {
      if (payment.status === 'authorised') await settling.followOrder(payment, order.status);
    } catch (error) {
      // The settle loop releases it.
      if (!(error instanceof DependencyError)) throw error;
    }
    throw new BadRequestError(cancelledMessage, 'ORDER_CANCELLED');
  };

  return {
    /**
     * Authorises the order's price on a card.
     *
     * @returns the payment's id; the order's status shows whether the payment was in time
     * @throws DependencyError if Stripe's answer is unknown
     */
    async pay({ userId, orderId: asked, token, idempotencyKey }: PaymentRequest): Promise<string> {
      const order = await orderOf(asked, userId);
      // The id of the stored order, never the id in the request: the claim is of the order that exists.
      const { id: orderId } = order;
      if (order.status === OrderStatus.Complete && idempotencyKey !== undefined) {
        // The answer of the request that paid was lost.
        const paid = await holderOf(orderId);
        if (paid?.idempotencyKey === idempotencyKey && isPaid(paid)) return paid.id;
      }
      assertPayable(order);
      await cardLimits.check(userId, orderId);
      // It may be a card number, so it is not stored and Stripe is not called.
      if (!isToken(token))
        throw new BadRequestError(maskCardNumbers(noSuchToken(token)), 'CARD_REFUSED');
      const requestId = currentRequestId();
      const traceparent = currentTraceparent();
      const mine: Payment = {
        id: payments.nextId(),
        version: 0,
        orderId,
        userId,
        slot: orderId,
        amountInCents: order.priceInCents,
        token,
        status: 'pending',
        createdAt: now(),
        askedAt: now(),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(traceparent === undefined ? {} : { traceparent }),
      };
      const claimed = await claim(mine);
      const outcome = await (claimed.id === mine.id ? charging.ask(claimed) : outcomeOf(claimed));
      if (outcome.status === 'authorised' && outcome.slot === orderId) {
        makeRoom(authorised, orderId, mostAuthorised);
        authorised.set(orderId, outcome);
      }
      // A failed payment frees its slot. If its charge is authorised later, the settle loop releases it.
      if (outcome.slot !== orderId) {
        if (outcome.failure === undefined) {
          throw new DependencyError('Stripe', { message: neutralMessage });
        }
        if (outcome.id === mine.id) await cardLimits.count(userId, orderId);
        throw new BadRequestError(outcome.failure, 'CARD_REFUSED');
      }
      await assertWanted(outcome);
      if (!isSameAttempt(outcome, mine))
        throw new BadRequestError(inProgressMessage, 'PAYMENT_IN_PROGRESS');
      return outcome.id;
    },

    /** Returns the order's current payment, or its last failed one. */
    async show(asked: Id, userId: string): Promise<Payment> {
      const { id: orderId } = await orderOf(asked, userId);
      const holder = await holderOf(orderId);
      if (holder) return holder;
      const [last] = await payments.query({ where: { orderId }, order: 'newest first', limit: 1 });
      if (!last) throw new NotFoundError();
      return last;
    },

    async keepOrder(order: OrderCopy): Promise<void> {
      await orders.merge(order, ended);
      if (ended.values.some((status) => status === order.status))
        endedOrders.set(order.id, order.status);
    },

    /** Settles the payments of the orders that have ended since the last call. */
    async settleEnded(): Promise<void> {
      if (endedOrders.size === 0) return;
      const orders = new Map(endedOrders);
      endedOrders.clear();
      const known = [...orders.keys()].flatMap((orderId) => authorised.get(orderId) ?? []);
      for (const { orderId } of known) authorised.delete(orderId);
      await settling.followOrders(orders, known);
    },

    /** Erases the cards of a deleted account's payments. Payments that are not settled yet lose theirs when they are. */
    async forget(user: Versioned): Promise<void> {
      // First: a payment that is settled concurrently reads this, or its change conflicts with the one below.
      await deletedUsers.keepNewest({ id: user.id, version: user.version });
      const own = { where: { userId: user.id }, order: 'oldest first', limit: pageSize } as const;
      for await (const page of pagesOf(payments, own)) {
        for (const payment of page) {
          await rewrite(payment, ({ card }) => card && { changes: { card: undefined } });
        }
      }
    },

    refund: (orderId: Id) => refunding.refund(orderId),
    settle: () => settling.sweep(),
    raiseAlarm: () => settling.raiseAlarm(),
  };
}

const isWhole = (order: OrderCopy): order is Required<OrderCopy> =>
  order.userId !== undefined && order.expiresAt !== undefined && order.priceInCents !== undefined;

/** The price is on the card, and stays there or is captured. */
const isPaid = ({ status }: Payment): boolean => status === 'authorised' || status === 'captured';

/** True for an insert whose answer was lost, and for a browser that retries with the same idempotency key. */
const isSameAttempt = (holder: Payment, payment: Payment): boolean =>
  holder.id === payment.id ||
  (payment.idempotencyKey !== undefined && holder.idempotencyKey === payment.idempotencyKey);
