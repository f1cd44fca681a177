import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Order } from '../../domain/order';
import { orderState } from './order-state';

export const orderCreated = (order: Order): OutgoingEvent<'order:created'> => ({
  subject: 'order:created',
  data: orderState(order),
});
