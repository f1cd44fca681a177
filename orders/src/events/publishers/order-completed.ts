import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Order } from '../../domain/order';
import { orderState } from './order-state';

export const orderCompleted = (order: Order): OutgoingEvent<'order:completed'> => ({
  subject: 'order:completed',
  data: orderState(order),
});
