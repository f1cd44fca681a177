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
const day = { month: 'short', day: 'numeric' } as const;

const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

export function formatPrice(price: number): string {
  return dollars.format(price);
}

/** `Wed, Jun 12, 2030, 20:00 GMT+2`: in the time zone of the event, not of the visitor. */
export function formatEventTime(startsAt: string, timeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-US', { ...eventTime, timeZone: knownZone(timeZone) });
  return format.format(new Date(startsAt));
}

/** The parts of a date block, in the time zone of the event. */
export function dateParts(startsAt: string, timeZone = 'UTC') {
  const date = new Date(startsAt);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: knownZone(timeZone) }).format(date);
  return {
    weekday: part({ weekday: 'short' }),
    day: part({ day: 'numeric' }),
    month: part({ month: 'short' }),
    time: part(clockTime),
  };
}

/** For a time in the near future, in the visitor's time zone: `12:31`, or `Jun 12, 12:31` if it is not today. */
export function formatSoon(instant: string): string {
  const date = new Date(instant);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat('en-US', isToday ? clockTime : { ...clockTime, ...day }).format(
    date,
  );
}

export function toCents(price: number): number {
  return Math.round(price * 100);
}

/** `14:05`, `2:14:05`, `29 days 2:14:05` */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(seconds / secondsPer.day);
  const hours = Math.floor(seconds / secondsPer.hour) % 24;
  const minutes = Math.floor(seconds / secondsPer.minute) % 60;
  const clock = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  if (days > 0) return `${count(days, 'day')} ${String(hours)}:${clock}`;
  return hours > 0 ? `${String(hours)}:${clock}` : clock.replace(/^0/, '');
}

/** The day in UTC, so that the server and the browser render the same. */
export function formatDay(date: string): string {
  return days.format(new Date(date));
}

/** `March 2026`, in UTC. */
export function formatMonth(date: string): string {
  return months.format(new Date(date));
}

/** For prose: `2 hours`, `2 minutes`, `30 seconds`. Rounded up, because a retry after less time would be too early. */
export function speakDuration(seconds: number): string {
  const unit = units.find((name) => seconds >= 2 * secondsPer[name]) ?? 'minute';
  if (seconds < secondsPer.minute) return count(seconds, 'second');
  return count(Math.ceil(seconds / secondsPer[unit]), unit);
}

/** A short form of an id that can be read out on the phone. */
export function shortId(id: string): string {
  return id.slice(-8).toUpperCase();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** `1 ticket`, `2 tickets` */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
