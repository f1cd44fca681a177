import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Order } from '../../domain/order';
import { orderState } from './order-state';

export const orderCancelled = (order: Order): OutgoingEvent<'order:cancelled'> => ({
  subject: 'order:cancelled',
  data: { ...orderState(order), reason: order.cancelReason ?? 'buyer' },
});
