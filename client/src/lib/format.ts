import { knownZone } from './zoned-time';

const secondsPer = { minute: 60, hour: 3_600, day: 86_400 } as const;
const units = ['day', 'hour', 'minute'] as const;

const eventTime = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

const clockTime = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const dayOfYear = { month: 'short', day: 'numeric' } as const;

/** How a language writes prices, dates and durations. */
export interface Formats {
  readonly price: (price: number) => string;
  /** `Wed, Jun 12, 2030, 20:00 GMT+2`: in the time zone of the event, not of the visitor. */
  readonly eventTime: (startsAt: string, timeZone?: string) => string;
  /** The parts of a date block, in the time zone of the event. */
  readonly dateParts: (startsAt: string, timeZone?: string) => DateParts;
  /** In the visitor's time zone: `12:31`, or `Jun 12, 12:31` if it is not today; with the year if it is another one. */
  readonly soon: (instant: string) => string;
  /** The day in UTC, so that the server and the browser render the same. */
  readonly day: (date: string) => string;
  /** `March 2026`, in UTC. */
  readonly month: (date: string) => string;
  /** `14:05`, `2:14:05`, `29 days 2:14:05` */
  readonly clock: (milliseconds: number) => string;
  /** For prose: `2 hours`, `2 minutes`, `30 seconds`. Rounded up, because a retry after less time would be too early. */
  readonly duration: (seconds: number) => string;
}

interface DateParts {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly time: string;
}

const known = new Map<string, Formats>();

/** @param locale the language of the page */
export function formatsOf(locale: string): Formats {
  const formats = known.get(locale) ?? createFormats(locale === 'es' ? 'es' : 'en-US');
  known.set(locale, formats);
  return formats;
}

function createFormats(locale: string): Formats {
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const days = dates({ dateStyle: 'long', timeZone: 'UTC' });
  const months = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const amount = (number: number, unit: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(number);

  return {
    price: (price) => dollars.format(price),
    eventTime: (startsAt, timeZone = 'UTC') =>
      dates({ ...eventTime, timeZone: knownZone(timeZone) }).format(new Date(startsAt)),
    dateParts(startsAt, timeZone = 'UTC') {
      const part = (options: Intl.DateTimeFormatOptions): string =>
        dates({ ...options, timeZone: knownZone(timeZone) }).format(new Date(startsAt));
      return {
        weekday: part({ weekday: 'short' }),
        day: part({ day: 'numeric' }),
        month: part({ month: 'short' }),
        time: part(clockTime),
      };
    },
    soon(instant) {
      const date = new Date(instant);
      const isToday = date.toDateString() === new Date().toDateString();
      const isThisYear = date.getFullYear() === new Date().getFullYear();
      const day = { ...dayOfYear, ...(!isThisYear && { year: 'numeric' as const }) };
      return dates(isToday ? clockTime : { ...clockTime, ...day }).format(date);
    },
    day: (date) => days.format(new Date(date)),
    month: (date) => months.format(new Date(date)),
    clock(milliseconds) {
      const seconds = Math.max(0, Math.floor(milliseconds / 1000));
      const wholeDays = Math.floor(seconds / secondsPer.day);
      const hours = Math.floor(seconds / secondsPer.hour) % 24;
      const minutes = Math.floor(seconds / secondsPer.minute) % 60;
      const clock = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
      if (wholeDays > 0) return `${amount(wholeDays, 'day')} ${String(hours)}:${clock}`;
      return hours > 0 ? `${String(hours)}:${clock}` : clock.replace(/^0/, '');
    },
    duration(seconds) {
      const unit = units.find((name) => seconds >= 2 * secondsPer[name]) ?? 'minute';
      return seconds < secondsPer.minute
        ? amount(seconds, 'second')
        : amount(Math.ceil(seconds / secondsPer[unit]), unit);
    },
  };
}

export function toCents(price: number): number {
  return Math.round(price * 100);
}

/** A short form of an id that can be read out on the phone. */
export function shortId(id: string): string {
  return id.slice(-8).toUpperCase();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
