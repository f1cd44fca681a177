import { type Id, makeRoom } from '@ticketing-dev/common';

import type { Ticket } from '../ticket';
import { fold } from './fold';
import { publicEventKeyOf } from './public-event-key';
import type { Moment, Search } from './search';

/** What the index stores of a ticket on sale. */
export interface SearchEntry {
  readonly id: Id;
  readonly version: number;
  readonly event: string;
  readonly title: string;
  readonly eventName: string;
  readonly priceInCents: number;
  readonly startsAt?: string;
  /** Milliseconds since 1970; `Infinity` if the ticket does not say when its event starts. */
  readonly start: number;
  /** The day of the start at the place of the event, such as `2030-06-12`. */
  readonly day?: string;
  readonly timeZone?: string;
  readonly venue?: string;
  readonly city?: string;
  /** The folded names of the city and the venue. */
  readonly place: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** There are about 600 time zones, but sellers may write each in lower and upper case. */
const mostFormats = 1_000;

/** This locale writes the day as ISO 8601 does. */
function dayFormatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  makeRoom(formats, timeZone, mostFormats);
  formats.set(timeZone, format);
  return format;
}

export function searchEntryOf(ticket: Ticket): SearchEntry {
  const { id, version, title, priceInCents, details = {} } = ticket;
  const { eventName = title, startsAt, timeZone, venue, city } = details;
  const start = startsAt === undefined ? Infinity : Date.parse(startsAt);
  return {
    id,
    version,
    event: publicEventKeyOf(ticket),
    title,
    eventName,
    priceInCents,
    start,
    ...(startsAt !== undefined && {
      startsAt,
      day: dayFormatOf(timeZone ?? 'UTC').format(start),
    }),
    ...(timeZone !== undefined && { timeZone }),
    ...(venue !== undefined && { venue }),
    ...(city !== undefined && { city }),
    // A line break, which no search contains, keeps the end of one name and the start of the other from making a word.
    place: fold(city ?? '') + '\n' + fold(venue ?? ''),
  };
}

/**
 * Whether a ticket passes all filters of a search. The words are no filter: the index of words finds them.
 *
 * @param now in milliseconds since 1970: a ticket whose event has started is not found
 */
export function passes(entry: SearchEntry, search: Search, now: number): boolean {
  const { from, to, place, minPriceInCents = 0, maxPriceInCents = Infinity, event } = search;
  return (
    entry.start > now &&
    entry.priceInCents >= minPriceInCents &&
    entry.priceInCents <= maxPriceInCents &&
    (event === undefined || entry.event === event) &&
    (from === undefined || compareStart(entry, from) >= 0) &&
    (to === undefined || compareStart(entry, to) <= 0) &&
    (place === undefined || hasWords(entry.place, fold(place)))
  );
}

/** A buyer may give the venue and the city together, in any order. */
const hasWords = (text: string, words: string): boolean =>
  words.split(' ').every((word) => text.includes(word));

/** `NaN`, which passes no comparison, if the ticket does not say when its event starts. */
function compareStart({ start, day }: SearchEntry, moment: Moment): number {
  if (day === undefined) return NaN;
  if ('at' in moment) return start - moment.at;
  return day === moment.day ? 0 : day < moment.day ? -1 : 1;
}
