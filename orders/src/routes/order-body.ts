import { id } from '@ticketing-dev/common/schemas';
import * as z from 'zod';

/** The body of `POST /api/orders`. */
export const newOrderBody = z.object({ ticketId: id('TicketId must be provided') });
