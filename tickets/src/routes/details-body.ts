import { cleanText, hasAtMost, hasCardNumber, isVisible, readPrice } from '@ticketing-dev/common';
import * as z from 'zod';

/**
 * An optional text of a ticket. Null or a text without visible characters removes it.
 *
 * @param name its name in messages
 * @param longest the most characters
 */
const optionalText = (name: string, longest: number, example: string) => {
  const error = `${name} must be text of at most ${longest} characters`;
  return z
    .string({ error })
    .overwrite(cleanText)
    .refine((text) => hasAtMost(text, longest), { error, abort: true })
    .refine((text) => !hasCardNumber(text), { error: `${name} must not contain a card number` })
    .meta({
      description: `At most ${longest} characters, without a card number; null removes it`,
      examples: [example],
    })
    .transform((text) => (isVisible(text) ? text : null))
    .nullish();
};

const startError =
  'Start must be a date and time with an offset, such as 2030-06-12T20:00:00+02:00';

/** Also in UTC, the year must have four digits: another year is not written as ISO 8601 writes it. */
function isWritable(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return year >= 0 && year <= 9_999;
}

const startsAt = z.iso
  .datetime({ offset: true, error: startError })
  .refine(isWritable, { error: startError })
  .meta({
    description: 'When the event starts, ISO 8601 with an offset; null removes it',
    examples: ['2030-06-12T20:00:00+02:00'],
  })
  .transform((text) => new Date(text).toISOString())
  .nullish();

/** An offset, such as `+02:00`, is not the name of a zone: it does not follow daylight saving time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const timeZoneError = 'Time zone must be the name of a time zone, such as Europe/Berlin';

const timeZone = z
  .string({ error: timeZoneError })
  .refine(isTimeZone, { error: timeZoneError })
  .meta({
    description: "The event's IANA time zone, together with `startsAt`; null removes it",
    examples: ['Europe/Berlin'],
  })
  .nullish();

const faceValue = z
  .union([z.number(), z.string()], { error: 'Face value must be greater than 0' })
  .meta({
    description: 'The printed price in US dollars, with at most two decimals; null removes it',
    examples: [25, '25.00'],
  })
  .transform((dollars, { issues }) => {
    const read = readPrice(dollars);
    if ('cents' in read) return read.cents;
    const message = read.fault.replace('Price', 'Face value');
    issues.push({ code: 'custom', message, input: dollars });
    return z.NEVER;
  })
  .nullish();

/** The fields of a ticket's event and seat in a body. */
export const detailFields = {
  eventName: optionalText('Event', 200, 'Jazz at the Harbour'),
  startsAt,
  timeZone,
  venue: optionalText('Venue', 200, 'Harbour Hall'),
  city: optionalText('City', 100, 'Hamburg'),
  section: optionalText('Section', 50, 'Balcony'),
  row: optionalText('Row', 50, '4'),
  seat: optionalText('Seat', 50, '12'),
  description: optionalText('Description', 1_000, 'The seat is at the aisle'),
  faceValue,
};
