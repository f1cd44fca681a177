import * as z from 'zod';

import { dollars, instant, text } from './fields';

/** The event and the seat of a ticket, in events and in answers. Each field is optional. */
export const ticketDetails = {
  eventName: text.meta({ description: 'The name of the event' }).exactOptional(),
  startsAt: instant
    .meta({ description: 'When the event starts, ISO 8601 in UTC; always with `timeZone`' })
    .exactOptional(),
  timeZone: text
    .meta({ description: 'The IANA time zone of the event', examples: ['Europe/Berlin'] })
    .exactOptional(),
  venue: text.exactOptional(),
  city: text.exactOptional(),
  section: text.exactOptional(),
  row: text.exactOptional(),
  seat: text.exactOptional(),
  description: text.meta({ description: 'What a buyer should know' }).exactOptional(),
  faceValue: dollars
    .meta({ description: 'The price that is printed on the ticket, in dollars' })
    .exactOptional(),
};

function anyValueAs(field: z.ZodType): z.ZodType {
  const { $schema: _, ...json } = z.toJSONSchema(field, { io: 'input' });
  return z.unknown().meta(json).exactOptional();
}

/**
 * The same in events. Another publisher may have a field of its own with such a name, which does not make its message
 * malformed: `readDetails` ignores values of another type.
 */
export const publishedDetails = Object.fromEntries(
  Object.entries(ticketDetails).map(([name, field]) => [name, anyValueAs(field)]),
) as unknown as typeof ticketDetails;
