import type { OrderBody } from '@ticketing-dev/common';
import { id } from '@ticketing-dev/common/schemas';
import * as z from 'zod';

import type { Order } from '../domain/order';
import { orderData } from '../domain/order-events';

/** The body of `POST /api/orders`. */
export const newOrderBody = z.object({ ticketId: id('TicketId must be provided') });

/** What the routes that read orders answer. */
export const orderBody = (order: Order): OrderBody => ({
  ...orderData(order),
  ...(order.cancelReason && { cancelReason: order.cancelReason }),
});
