import {
  type AggregateStore,
  type Changes,
  type Clock,
  createTurns,
  DependencyError,
  type Id,
  type Logger,
  OrderStatus,
  type Query,
  type ReplicaStore,
  VersionConflictError,
  withRequest,
} from '@ticketing-dev/common';

import type { OrderCopy, Payment } from './payment';
import { paymentCreated } from './payment-events';
import type { AuthoriseAnswer, FindAnswer, PaymentGateway } from './payment-gateway';
import { nextState, type PaymentChange, unsettledStates } from './payment-status';

/** The dependencies of settling. */
export interface SettlementDeps {
  readonly payments: AggregateStore<Payment>;
  readonly orders: ReplicaStore<OrderCopy>;
  readonly gateway: PaymentGateway;
  readonly now: Clock;
  readonly logger: Logger;
}

const seconds = 1_000;
const hour = 60 * 60 * seconds;

/** Shorter than the life of a key: Stripe forgets a key after 24 h and would charge again. */
const keyLifeMs = 23 * hour;
/** A call that was not sent within this time after `askedAt` is left to the settle loop. */
const staleAfterMs = 5 * seconds;
/**
 * After this time no call can be in flight: `staleAfterMs`, two time-outs of 15 s (a closed connection is tried twice),
 * and a margin.
 */
const callLifeMs = 40 * seconds;
const alarmAfterMs = hour;
/** The payments of one page are settled concurrently. */
const pageSize = 16;
const alarmPage = 100;

/** The answers that settle a pending payment. `absent`: there is no charge, and there will be none. */
type Answer = AuthoriseAnswer | Exclude<FindAnswer, { kind: 'unknown' }>;

export type Settlement = ReturnType<typeof createSettlement>;

/** Settles every payment, also after a crash, an outage or a race has interrupted it. */
export function createSettlement({ payments, orders, gateway, now, logger }: SettlementDeps) {
  const inTurn = createTurns();

  const since = (date: Date): number => now().getTime() - date.getTime();
  const ago = (milliseconds: number): Date => new Date(now().getTime() - milliseconds);

  /** Writes Stripe's answer. Of several concurrent writers, only the first one writes it, with its event. */
  const change = async (
    payment: Payment,
    what: PaymentChange,
    fields: Changes<Payment> = {},
  ): Promise<Payment> => {
    let current = payment;
    return inTurn(payment.id, async () => {
      const status = nextState(current.status, what);
      if (!status) return current;
      const { stripeId } = fields;
      // Published once, for the order's current payment. A late charge of a failed payment is only released.
      const isNewlyAuthorised = current.status === 'pending' && stripeId !== undefined;
      const announce = isNewlyAuthorised
        ? (next: Payment) => paymentCreated({ ...next, stripeId })
        : undefined;
      try {
        return await payments.transition(current, { ...fields, status }, announce);
      } catch (error) {
        if (error instanceof VersionConflictError) {
          current = (await payments.find(payment.id)) ?? current;
        }
        throw error;
      }
    });
  };

  const fail = (payment: Payment, failure?: string): Promise<Payment> =>
    change(payment, 'failed', { slot: payment.id, token: undefined, failure });

  const isKeyGood = ({ createdAt }: Payment): boolean => since(createdAt) < keyLifeMs;

  const mayCharge = (payment: Payment, order: OrderCopy | undefined): boolean =>
    isKeyGood(payment) && order?.status !== OrderStatus.Cancelled;

  const charge = async ({ token, ...payment }: Payment): Promise<Answer> => {
    if (token === undefined) return { kind: 'spent', cause: 'its token is erased' };
    if (since(payment.askedAt) >= staleAfterMs) {
      return {
        kind: 'unknown',
        cause: 'delayed before the call: the settle loop will call Stripe',
      };
    }
    const { id, orderId, amountInCents } = payment;
    return gateway.authorise({ id, orderId, amountInCents, token });
  };

  const findCharge = async (payment: Payment): Promise<Answer> => {
    const found = await gateway.find(payment);
    const isUnderWay = isKeyGood(payment) && since(payment.askedAt) < callLifeMs;
    return (found.kind === 'absent' || found.kind === 'denied') && isUnderWay
      ? { kind: 'unknown', cause: 'a call may still be in flight' }
      : found;
  };

  const write = async (payment: Payment, answer: Answer): Promise<Payment> => {
    switch (answer.kind) {
      case 'authorised':
        return change(payment, 'authorised', { stripeId: answer.stripeId });
      case 'refused':
        return fail(payment, answer.message);
      case 'absent':
        return fail(payment);
      case 'denied':
        logger.error(
          { err: answer.cause, paymentId: payment.id },
          'Stripe refuses us, or has a charge that is not what we asked for',
        );
        return fail(payment);
      case 'spent': {
        // The call with this key has ended. A charge that does not exist now will never exist.
        const found = await gateway.find(payment);
        return write(payment, found);
      }
      case 'unknown':
        throw new DependencyError('Stripe', { cause: answer.cause });
    }
  };

  /**
   * Calls Stripe for the payment's charge, and writes the answer.
   *
   * @throws DependencyError if Stripe's answer is unknown; the payment stays pending
   */
  const ask = async (payment: Payment): Promise<Payment> => write(payment, await charge(payment));

  const settlePending = async (payment: Payment): Promise<void> => {
    if (mayCharge(payment, await orders.find(payment.orderId))) {
      // Only the writer of `askedAt` calls Stripe. `askedAt` also bounds how long the call can be in flight.
      await ask(await payments.transition(payment, { askedAt: now() }));
    } else {
      await write(payment, await findCharge(payment));
    }
  };

  const capture = async (payment: Payment, stripeId: string): Promise<void> => {
    const answer = await gateway.capture(payment.id, stripeId);
    if (answer.kind === 'unknown') throw new DependencyError('Stripe', { cause: answer.cause });
    if (answer.kind === 'done') {
      await change(payment, 'captured', { token: undefined });
      return;
    }
    logger.error(
      { err: answer.cause, paymentId: payment.id, orderId: payment.orderId },
      'a sold order can no longer be captured',
    );
    await change(payment, 'uncapturable', { token: undefined });
  };

  const release = async (payment: Payment, stripeId: string): Promise<Payment> => {
    const answer = await gateway.release(payment.id, stripeId);
    if (answer.kind === 'unknown') throw new DependencyError('Stripe', { cause: answer.cause });
    return change(payment, 'released', { token: undefined });
  };

  /**
   * Captures or releases an authorised payment, if the order has ended.
   *
   * @throws DependencyError if Stripe's answer is unknown; the payment stays authorised
   */
  const followOrder = async (payment: Payment): Promise<void> => {
    const { stripeId, slot, orderId } = payment;
    if (stripeId === undefined)
      throw new Error(`the authorised payment ${payment.id} has no Stripe id`);
    const order = await orders.find(orderId);
    if (slot !== orderId || order?.status === OrderStatus.Cancelled) {
      await release(payment, stripeId);
    } else if (order?.status === OrderStatus.Complete) {
      await capture(payment, stripeId);
    }
  };

  const settleAll = async (
    which: Pick<Query<Payment>, 'where' | 'atMost'>,
    settle: (payment: Payment) => Promise<void>,
  ): Promise<void> => {
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
    let after: Id | undefined;
    do {
      const page = await payments.query({
        ...which,
        order: 'oldest first',
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      await Promise.all(
        page.map((payment) => withRequest(payment.requestId, () => settleOne(payment))),
      );
      after = page.length < pageSize ? undefined : page.at(-1)?.id;
    } while (after !== undefined);
    const [first] = waiting;
    if (first)
      logger.warn(
        { err: first, payments: waiting.length },
        'some payments are not settled yet, retrying',
      );
  };

  return {
    ask,
    followOrder,

    /** Settles all payments that can be settled now. */
    async sweep(): Promise<void> {
      await Promise.all([
        settleAll(
          { where: { status: 'pending' }, atMost: { askedAt: ago(staleAfterMs) } },
          settlePending,
        ),
        settleAll({ where: { status: 'authorised' } }, followOrder),
      ]);
    },

    /** Logs an error about payments that no sweep has settled for an hour. */
    async raiseAlarm(): Promise<void> {
      const stuck = await payments.query({
        where: { status: unsettledStates },
        atMost: { createdAt: ago(alarmAfterMs) },
        order: 'oldest first',
        limit: alarmPage,
      });
      if (stuck.length === 0) return;
      logger.error(
        { payments: stuck.map(({ id, orderId, status }) => ({ id, orderId, status })) },
        'payments have been unsettled for over an hour',
      );
    },
  };
}
