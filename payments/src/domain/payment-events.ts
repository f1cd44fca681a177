import { type PaymentCreatedEvent, Subjects } from '@ticketing-dev/common';

import type { Payment } from './payment';

export const paymentCreated = ({
  id,
  orderId,
  stripeId,
}: Payment & { readonly stripeId: string }): PaymentCreatedEvent => ({
  subject: Subjects.PaymentCreated,
  data: { id, orderId, stripeId },
});
