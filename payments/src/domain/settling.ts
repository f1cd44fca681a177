import {
  BadRequestError,
  DependencyError,
  type Id,
  OrderStatus,
  pagesOf,
  type Query,
  type ReplicaStore,
  toId,
  VersionConflictError,
  type Versioned,
  withRequest,
  withTrace,
} from '@ticketing-dev/common';

import { type Charging, type ChargingDeps, hour, staleAfterMs } from './charging';
import type { OrderCopy, Payment } from './payment';
import type { CaptureAnswer } from './payment-gateway';
import { unsettledStates } from './payment-status';
import type { Refunding } from './refunding';

export interface SettlingDeps extends ChargingDeps {
  readonly orders: ReplicaStore<OrderCopy>;
  /** The accounts that are deleted. No receipt of theirs keeps a card. */
  readonly deletedUsers: ReplicaStore<Versioned>;
}

/** The payments of one page are settled concurrently. */
const pageSize = 16;
const alarmAfterMs = hour;
const alarmPage = 100;

/** Settles every payment as its order's state asks, also after a crash, an outage or a race has interrupted it. */
export function createSettling(charging: Charging, refunding: Refunding, deps: SettlingDeps) {
  const { payments, orders, deletedUsers, gateway, now, logger } = deps;

  const ago = (milliseconds: number): Date => new Date(now().getTime() - milliseconds);

  const settlePending = async (payment: Payment): Promise<void> => {
    const order = await orders.find(payment.orderId);
    if (charging.isKeyGood(payment) && order?.status !== OrderStatus.Cancelled) {
      // Only the writer of `askedAt` calls Stripe. `askedAt` also bounds how long the call can be in flight.
      await charging.ask(await payments.transition(payment, { askedAt: now() }));
    } else {
      await charging.look(payment);
    }
  };

  /** The account may be deleted before its last payment is authorised. */
  const isBuyerDeleted = async ({ userId }: Payment): Promise<boolean> => {
    const id = toId(userId);
    return id !== undefined && (await deletedUsers.find(id)) !== undefined;
  };

  const end = async (
    payment: Payment,
    what: 'captured' | 'released',
    answer: CaptureAnswer,
  ): Promise<void> => {
    if (answer.kind === 'unknown') throw new DependencyError('Stripe', { cause: answer.cause });
    if (answer.kind === 'impossible') {
      const { id, orderId } = payment;
      const of = { err: answer.cause, paymentId: id, orderId };
      logger.error(of, 'a sold order can no longer be captured');
    }
    const change = answer.kind === 'impossible' ? 'uncapturable' : what;
    const needsCard = change === 'captured' && !(await isBuyerDeleted(payment));
    await charging.change(payment, change, {
      token: undefined,
      ...(needsCard ? {} : { card: undefined }),
    });
  };

  /**
   * Captures or releases an authorised payment, if the order has ended.
   *
   * @throws DependencyError if Stripe's answer is unknown; the payment stays authorised
   */
  const followOrder = async (payment: Payment, status: OrderStatus | undefined): Promise<void> => {
    const { id, stripeId, slot, orderId } = payment;
    if (stripeId === undefined) throw new Error(`the authorised payment ${id} has no Stripe id`);
    if (slot !== orderId || status === OrderStatus.Cancelled) {
      await end(payment, 'released', await gateway.release(id, stripeId));
    } else if (status === OrderStatus.Complete) {
      await end(payment, 'captured', await gateway.capture(id, stripeId));
    }
  };

  const followStoredOrder = async (payment: Payment): Promise<void> =>
    followOrder(payment, (await orders.find(payment.orderId))?.status);

  const sendRefund = async (payment: Payment): Promise<void> => {
    try {
      await refunding.send(payment);
    } catch (error) {
      // Stripe refused it, which is logged and stored.
      if (!(error instanceof BadRequestError)) throw error;
    }
  };

  type Settle = (payment: Payment) => Promise<void>;

  /** @returns why some of them are not settled yet */
  const settleEach = async (page: readonly Payment[], settle: Settle): Promise<unknown[]> => {
    const waiting: unknown[] = [];
    const settleOne = async (payment: Payment): Promise<void> => {
      try {
        await settle(payment);
      } catch (error) {
        if (error instanceof DependencyError) waiting.push(error);
        else if (!(error instanceof VersionConflictError)) {
          logger.error({ err: error, paymentId: payment.id }, 'a payment could not be settled');
        }
      }
    };
    await Promise.all(
      page.map((payment) =>
        withTrace(payment.traceparent, () =>
          withRequest(payment.requestId, () => settleOne(payment)),
        ),
      ),
    );
    return waiting;
  };

  const warn = (waiting: readonly unknown[]): void => {
    const [err] = waiting;
    if (err)
      logger.warn({ err, payments: waiting.length }, 'some payments are not settled yet, retrying');
  };

  const settleAll = async (
    which: Pick<Query<Payment>, 'where' | 'atMost'>,
    settle: Settle,
  ): Promise<void> => {
    const waiting: unknown[] = [];
    const query = { ...which, order: 'oldest first', limit: pageSize } as const;
    for await (const page of pagesOf(payments, query)) {
      waiting.push(...(await settleEach(page, settle)));
    }
    warn(waiting);
  };

  return {
    followOrder,

    /**
     * Captures or releases the payments of orders that have ended. The next sweep retries what fails.
     *
     * @param authorised those of their payments that are known; the others are read
     */
    async followOrders(
      ended: ReadonlyMap<Id, OrderStatus>,
      authorised: readonly Payment[],
    ): Promise<void> {
      const follow: Settle = (payment) => followOrder(payment, ended.get(payment.orderId));
      const known = new Set(authorised.map(({ orderId }) => orderId));
      const slot = [...ended.keys()].filter((orderId) => !known.has(orderId));
      await Promise.all([
        settleEach(authorised, follow).then(warn),
        slot.length > 0 && settleAll({ where: { status: 'authorised', slot } }, follow),
      ]);
    },

    /** Settles all payments that can be settled now. */
    async sweep(): Promise<void> {
      const stale = {
        where: { status: 'pending' },
        atMost: { askedAt: ago(staleAfterMs) },
      } as const;
      await Promise.all([
        settleAll(stale, settlePending),
        settleAll({ where: { status: 'authorised' } }, followStoredOrder),
        settleAll(
          { where: { refund: 'requested' }, atMost: { refundAskedAt: ago(staleAfterMs) } },
          sendRefund,
        ),
      ]);
    },

    /** Logs an error about payments that no sweep has settled for an hour. */
    async raiseAlarm(): Promise<void> {
      const page = { order: 'oldest first', limit: alarmPage } as const;
      const before = ago(alarmAfterMs);
      const found = await Promise.all([
        payments.query({
          ...page,
          where: { status: unsettledStates },
          atMost: { createdAt: before },
        }),
        payments.query({
          ...page,
          where: { refund: 'requested' },
          atMost: { refundAskedAt: before },
        }),
      ]);
      const stuck = found.flat();
      if (stuck.length === 0) return;
      logger.error(
        {
          payments: stuck.map(({ id, orderId, status, refund }) => ({
            id,
            orderId,
            status,
            refund,
          })),
        },
        'payments have been unsettled for over an hour',
      );
    },
  };
}
