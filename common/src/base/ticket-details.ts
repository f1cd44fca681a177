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
 * Takes the details out of a ticket in an event. Another publisher may have fields of its own with these names, so values
 * of another type are ignored.
 *
 * @returns undefined if the ticket has none
 */
export function readDetails(
  ticket: Readonly<Partial<Record<keyof TicketDetailsData, unknown>>>,
): TicketDetails | undefined {
  const details: { -readonly [K in keyof TicketDetails]: TicketDetails[K] } = {};
  for (const field of detailTexts) {
    const value = ticket[field];
    if (typeof value !== 'string' || (field === 'startsAt' && Number.isNaN(Date.parse(value))))
      continue;
    // Another publisher may not check the fields for card numbers.
    details[field] = maskCardNumbers(value);
  }
  const { faceValue } = ticket;
  if (typeof faceValue === 'number' && faceValue >= 0)
    details.faceValueInCents = fromDollars(faceValue);
  return Object.keys(details).length > 0 ? details : undefined;
}
