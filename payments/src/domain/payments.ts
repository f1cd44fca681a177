import {
  BadRequestError,
  currentRequestId,
  DependencyError,
  DuplicateKeyError,
  type Id,
  maskCardNumbers,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
} from '@ticketing-dev/common';

import { type CardLimits, noCardLimits } from './card-limits';
import type { OrderCopy, Payment } from './payment';
import { createSettlement, type SettlementDeps } from './settle';
import { isToken, noSuchToken } from './token';

/** What the rules of payments stand on. */
export interface PaymentsDeps extends SettlementDeps {
  /** Resolves a moment later: how often somebody who waits for another one's outcome looks. */
  readonly wait: () => Promise<void>;
  /** None, unless told. */
  readonly cardLimits?: CardLimits;
}

/** Who pays for what, with what. */
export interface PaymentRequest {
  readonly userId: string;
  readonly orderId: Id;
  readonly token: string;
  readonly idempotencyKey?: string;
}

const claimTries = 5;
/** Longer than Stripe is waited for, shorter than the route's deadline. */
const outcomeMs = 16_000;

const inProgressMessage = 'Payment already in progress';
const cancelledMessage = 'Cannot pay for an cancelled order';
/** Where the fault is not the buyer's. */
const neutralMessage = 'Payment is not possible right now, please try again later';

const ended = { field: 'status', values: [OrderStatus.Complete, OrderStatus.Cancelled] } as const;

export type Payments = ReturnType<typeof createPayments>;

/** The use cases of payments. */
export function createPayments({ wait, cardLimits = noCardLimits, ...deps }: PaymentsDeps) {
  const { payments, orders, now } = deps;
  const settlement = createSettlement(deps);

  const orderOf = async (orderId: Id, userId: string): Promise<Required<OrderCopy>> => {
    const order = await orders.find(orderId);
    if (!order || !isWhole(order)) throw new NotFoundError();
    if (order.userId !== userId) throw new NotAuthorizedError();
    return order;
  };

  const assertPayable = ({ status, expiresAt }: Required<OrderCopy>): void => {
    if (status === OrderStatus.Cancelled) throw new BadRequestError(cancelledMessage, 'ORDER_CANCELLED');
    if (status === OrderStatus.Complete)
      throw new BadRequestError('Cannot pay for an order that is paid', 'ORDER_COMPLETE');
    if (expiresAt <= now()) throw new BadRequestError('Cannot pay for an expired order', 'ORDER_EXPIRED');
  };

  const holderOf = async (slot: Id): Promise<Payment | undefined> =>
    (await payments.query({ where: { slot }, order: 'newest first', limit: 1 }))[0];

  /**
   * Inserting the payment is the claim: the slot's unique index lets one attempt in.
   *
   * @returns the one that is in: this one, or an earlier one whose outcome is this one's too
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
    const end = now().getTime() + outcomeMs;
    let current = payment;
    while (current.status === 'pending') {
      if (now().getTime() >= end) throw new DependencyError('Stripe');
      await wait();
      current = (await payments.find(payment.id)) ?? current;
    }
    return current;
  };

  /** The order may have been cancelled while Stripe was asked: then nothing is charged. */
  const assertWanted = async (payment: Payment): Promise<void> => {
    const order = await orders.find(payment.orderId);
    if (order?.status !== OrderStatus.Cancelled) return;
    try {
      if (payment.status === 'authorised') await settlement.followOrder(payment);
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
     * @returns the payment's id; the order's own state says whether it was in time
     */
    async pay({ userId, orderId: asked, token, idempotencyKey }: PaymentRequest): Promise<string> {
      const order = await orderOf(asked, userId);
      // Never what was asked for: the claim is of the order that is there.
      const { id: orderId } = order;
      assertPayable(order);
      await cardLimits.check(userId, orderId);
      // Nothing of it is written, and Stripe is not asked.
      if (!isToken(token)) throw new BadRequestError(maskCardNumbers(noSuchToken(token)), 'CARD_REFUSED');
      const requestId = currentRequestId();
      const mine: Payment = {
        id: payments.nextId(),
        version: 0,
        orderId,
        slot: orderId,
        amountInCents: order.priceInCents,
        token,
        status: 'pending',
        createdAt: now(),
        askedAt: now(),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(requestId === undefined ? {} : { requestId }),
      };
      const claimed = await claim(mine);
      const outcome = await (claimed.id === mine.id ? settlement.ask(claimed) : outcomeOf(claimed));
      // A failure frees the slot; a call that comes through after it is only to be released.
      if (outcome.slot !== orderId) {
        if (outcome.failure === undefined) {
          throw new DependencyError('Stripe', { message: neutralMessage });
        }
        if (outcome.id === mine.id) await cardLimits.count(userId, orderId);
        throw new BadRequestError(outcome.failure, 'CARD_REFUSED');
      }
      await assertWanted(outcome);
      if (!isSameAttempt(outcome, mine)) throw new BadRequestError(inProgressMessage, 'PAYMENT_IN_PROGRESS');
      return outcome.id;
    },

    /** The attempt that stands for the order, else the last one that failed. */
    async show(asked: Id, userId: string): Promise<Payment> {
      const { id: orderId } = await orderOf(asked, userId);
      const holder = await holderOf(orderId);
      if (holder) return holder;
      const [last] = await payments.query({ where: { orderId }, order: 'newest first', limit: 1 });
      if (!last) throw new NotFoundError();
      return last;
    },

    keepOrder: async (order: OrderCopy): Promise<void> => {
      await orders.merge(order, ended);
    },

    settle: () => settlement.sweep(),
    raiseAlarm: () => settlement.raiseAlarm(),
  };
}

const isWhole = (order: OrderCopy): order is Required<OrderCopy> =>
  order.userId !== undefined && order.expiresAt !== undefined && order.priceInCents !== undefined;

/** An insert whose answer was lost, or a browser that asks again for the payment that it has begun. */
const isSameAttempt = (holder: Payment, payment: Payment): boolean =>
  holder.id === payment.id ||
  (payment.idempotencyKey !== undefined && holder.idempotencyKey === payment.idempotencyKey);
