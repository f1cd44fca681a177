import {
  type AggregateStore,
  eventFacts,
  type EventHistory,
  type Fact,
  isoTime,
  noTimeline,
  type Outbox,
  type TimelineSource,
} from '@ticketing-dev/common';

import type { Payment } from '../domain/payment';
import { type Attempt, attempt } from './attempt';

const newest = 100;

export interface TimelineDeps {
  readonly payments: AggregateStore<Payment> & Pick<Outbox, 'pendingOf'>;
  readonly history: EventHistory;
}

/** What payments knows about an order or about a buyer. */
export const timeline =
  ({ payments, history }: TimelineDeps): TimelineSource =>
  async (topic, id) => {
    if (topic === 'ticket') return noTimeline;
    const where = topic === 'order' ? { orderId: id } : { userId: id };
    const found = await payments.query({ where, order: 'newest first', limit: newest });
    const facts = await Promise.all(
      found.map(async (payment) => [
        ...stepsOf(payment),
        ...(await eventFacts(history, [payments], payment.id)),
      ]),
    );
    return {
      facts: facts.flat(),
      now: found.map((payment) => ({ kind: 'payment', ...shown(attempt(payment)) })),
    };
  };

/** Some steps have no event. */
function stepsOf(payment: Payment): readonly Fact[] {
  const { id: paymentId, createdAt, askedAt, stripeId, requestId, refundAskedAt } = payment;
  const { amount, card, failure, orderId } = attempt(payment);
  const isRepeated = askedAt.getTime() > createdAt.getTime();
  return [
    {
      at: createdAt.toISOString(),
      what: 'payment attempted',
      details: { paymentId, orderId, amount, requestId },
    },
    ...(isRepeated
      ? [{ at: askedAt.toISOString(), what: 'Stripe was asked again', details: { paymentId } }]
      : []),
    ...(failure === undefined
      ? []
      : [{ at: askedAt.toISOString(), what: 'card refused', details: { paymentId, failure } }]),
    ...at(payment.authorisedAt, 'Stripe authorised the charge', { paymentId, stripeId, card }),
    ...at(refundAskedAt, 'refund requested', { paymentId }),
  ];
}

const at = (date: Date | undefined, what: string, details: Fact['details']): Fact[] => {
  const time = isoTime(date);
  return time === undefined ? [] : [{ at: time, what, details }];
};

/** The fields that are not in the facts of every payment. */
const shown = ({ createdAt: _createdAt, ...state }: Attempt) => state;
