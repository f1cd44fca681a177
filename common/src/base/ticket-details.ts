import type { TicketDetailsData } from '../contracts';
import { maskCardNumbers } from './card-numbers';
import { fromDollars, toDollars } from './money';

/** The event and the seat of a ticket, as our services store them: with the money in cents. */
export type TicketDetails = Omit<TicketDetailsData, 'faceValue'> & {
  readonly faceValueInCents?: number;
};

/** The fields of {@link TicketDetails} that are text. */
export const detailTexts = [
  'eventName',
  'startsAt',
  'timeZone',
  'venue',
  'city',
  'section',
  'row',
  'seat',
  'description',
] as const satisfies readonly (keyof TicketDetails)[];

const noDetails: TicketDetailsData = {};

/** The form of the details in events and answers. */
export function detailsData(details: TicketDetails | undefined): TicketDetailsData {
  if (details === undefined) return noDetails;
  const { faceValueInCents, ...texts } = details;
  return faceValueInCents === undefined
    ? texts
    : { ...texts, faceValue: toDollars(faceValueInCents) };
}

/**
 * Takes the details out of a ticket in an event.
 *
 * @returns undefined if the ticket has none
 */
export function readDetails(ticket: TicketDetailsData): TicketDetails | undefined {
  const details: { -readonly [K in keyof TicketDetails]: TicketDetails[K] } = {};
  for (const field of detailTexts) {
    const value = ticket[field];
    // Another publisher may not check the fields for card numbers.
    if (value !== undefined) details[field] = maskCardNumbers(value);
  }
  if (ticket.faceValue !== undefined) details.faceValueInCents = fromDollars(ticket.faceValue);
  return Object.keys(details).length > 0 ? details : undefined;
}
