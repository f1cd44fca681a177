import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Payment } from '../../domain/payment';

export const paymentCreated = ({
  id,
  orderId,
  stripeId,
}: Payment & { readonly stripeId: string }): OutgoingEvent<'payment:created'> => ({
  subject: 'payment:created',
  data: { id, orderId, stripeId },
});
