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

/** What settling stands on. */
export interface SettlementDeps {
  readonly payments: AggregateStore<Payment>;
  readonly orders: ReplicaStore<OrderCopy>;
  readonly gateway: PaymentGateway;
  readonly now: Clock;
  readonly logger: Logger;
}

const seconds = 1_000;
const hour = 60 * 60 * seconds;

/** Stripe forgets a key after 24 h and would charge again. */
const keyLifeMs = 23 * hour;
/** Who has not sent a call by then leaves it to the settle loop. */
const patienceMs = 5 * seconds;
/** No call is on its way any more: patience, two timeouts of 15 s (a closed connection is tried twice), some spare. */
const callLifeMs = 40 * seconds;
const alarmMs = hour;
/** A page is settled side by side. */
const pageSize = 16;
const alarmPage = 100;

/** What settles a pending payment; `absent`: there is no charge, and none will come. */
type Answer = AuthoriseAnswer | Exclude<FindAnswer, { kind: 'unknown' }>;

export type Settlement = ReturnType<typeof createSettlement>;

/** Brings every payment to its end, from whatever point a crash, an outage or a race has left it at. */
export function createSettlement({ payments, orders, gateway, now, logger }: SettlementDeps) {
  const inTurn = createTurns();

  const since = (date: Date): number => now().getTime() - date.getTime();
  const ago = (milliseconds: number): Date => new Date(now().getTime() - milliseconds);

  /** Writes what Stripe said. Several may know the same: the first one writes it, with its event. */
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
      // Said once, by the attempt that stands for the order; one that was given up is only to be released.
      const isNews = current.status === 'pending' && stripeId !== undefined;
      const announce = isNews
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
    if (since(payment.askedAt) >= patienceMs) {
      return { kind: 'unknown', cause: 'held up before the call: the settle loop asks' };
    }
    const { id, orderId, amountInCents } = payment;
    return gateway.authorise({ id, orderId, amountInCents, token });
  };

  const look = async (payment: Payment): Promise<Answer> => {
    const found = await gateway.find(payment);
    const isUnderWay = isKeyGood(payment) && since(payment.askedAt) < callLifeMs;
    return (found.kind === 'absent' || found.kind === 'denied') && isUnderWay
      ? { kind: 'unknown', cause: 'a call may still be on its way' }
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
        // The call under the key has ended, so what is not there now will never be.
        const found = await gateway.find(payment);
        return write(payment, found);
      }
      case 'unknown':
        throw new DependencyError('Stripe', { cause: answer.cause });
    }
  };

  /**
   * Asks Stripe for the payment's charge, and writes the answer.
   *
   * @throws DependencyError where Stripe does not say; the payment stays pending
   */
  const ask = async (payment: Payment): Promise<Payment> => write(payment, await charge(payment));

  const settlePending = async (payment: Payment): Promise<void> => {
    if (mayCharge(payment, await orders.find(payment.orderId))) {
      // Whoever writes this asks; it also tells how long the call may be on its way.
      await ask(await payments.transition(payment, { askedAt: now() }));
    } else {
      await write(payment, await look(payment));
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
   * Does what the order's state asks of an authorised payment.
   *
   * @throws DependencyError where Stripe does not say; the payment stays authorised
   */
  const followOrder = async (payment: Payment): Promise<void> => {
    const { stripeId, slot, orderId } = payment;
    if (stripeId === undefined) throw new Error(`payment ${payment.id} lacks its charge`);
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
    if (first) logger.warn({ err: first, payments: waiting.length }, 'payments wait to be settled');
  };

  return {
    ask,
    followOrder,

    /** Settles whatever can be settled now. */
    async sweep(): Promise<void> {
      await Promise.all([
        settleAll(
          { where: { status: 'pending' }, atMost: { askedAt: ago(patienceMs) } },
          settlePending,
        ),
        settleAll({ where: { status: 'authorised' } }, followOrder),
      ]);
    },

    /** Tells an operator of what no sweep has settled for an hour. */
    async raiseAlarm(): Promise<void> {
      const stuck = await payments.query({
        where: { status: unsettledStates },
        atMost: { createdAt: ago(alarmMs) },
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
