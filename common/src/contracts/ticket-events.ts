import type { output } from 'zod';

import type { ticketData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** A ticket as the tickets service publishes it. */
export type TicketData = Immutable<output<typeof ticketData>>;

/** A ticket was put on sale. */
export type TicketCreatedEvent = Event<Subjects.TicketCreated, Omit<TicketData, 'orderId'>>;

/** A ticket's title, price or reservation changed. */
export type TicketUpdatedEvent = Event<Subjects.TicketUpdated, TicketData>;

/** A ticket's seller wants it off sale. Orders decides: an order of the ticket may be faster. */
export type TicketDeletedEvent = Event<Subjects.TicketDeleted, TicketData>;
