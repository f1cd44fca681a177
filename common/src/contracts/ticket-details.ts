import type { ZodObject, output } from 'zod';

import type { ticketDetails } from '../schemas/ticket-details';
import type { Immutable } from './immutable';

/** The event and the seat of a ticket, as events and answers contain them. */
export type TicketDetailsData = Immutable<output<ZodObject<typeof ticketDetails>>>;
