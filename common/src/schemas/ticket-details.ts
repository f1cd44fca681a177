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
