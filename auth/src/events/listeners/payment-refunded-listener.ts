import {
  DurableListener,
  fromDollars,
  type PaymentRefundedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Mails } from '../../domain/mails';

/** Mails the buyer whose payment was refunded. */
export class PaymentRefundedListener extends DurableListener<PaymentRefundedEvent> {
  readonly subject = Subjects.PaymentRefunded;

  constructor(private readonly mails: Pick<Mails, 'announce'>) {
    super();
  }

  async handle(refund: ReceivedData<PaymentRefundedEvent>): Promise<void> {
    const { eventId, occurredAt, orderId, userId, amount } = refund;
    const facts = { orderId, priceInCents: fromDollars(amount) };
    await this.mails.announce({ eventId, occurredAt, facts, kind: 'refund', userId });
  }
}
