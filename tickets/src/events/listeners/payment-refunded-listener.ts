import {
  DurableListener,
  type PaymentRefundedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Passes } from '../../domain/passes';

/** Makes the pass of a refunded order invalid. */
export class PaymentRefundedListener extends DurableListener<PaymentRefundedEvent> {
  readonly subject = Subjects.PaymentRefunded;

  constructor(private readonly passes: Pick<Passes, 'revoke'>) {
    super();
  }

  async handle({ orderId }: ReceivedData<PaymentRefundedEvent>): Promise<void> {
    await this.passes.revoke(orderId);
  }
}
