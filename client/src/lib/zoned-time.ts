const minuteMs = 60_000;

/**
 * The time at a place, in the form of an input: `2030-06-12T20:00`. If the time zone is unknown, in UTC.
 *
 * @param instant an ISO date
 */
export function toLocalTime(instant: string, timeZone: string): string {
  const time = { dateStyle: 'short', timeStyle: 'short' } as const;
  // Swedish dates have the form of ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { ...time, timeZone: knownZone(timeZone) });
  return format.format(new Date(instant)).replace(' ', 'T');
}

/**
 * Converts the time at a place to an ISO date in UTC.
 *
 * @returns the typed text, if it is not a time: then the service says what is wrong
 */
export function toInstant(localTime: string, timeZone: string): string {
  const asUtc = Date.parse(`${localTime}Z`);
  if (Number.isNaN(asUtc)) return localTime;
  const offsetAt = (time: number): number =>
    Date.parse(`${toLocalTime(new Date(time).toISOString(), timeZone)}Z`) -
    Math.floor(time / minuteMs) * minuteMs;
  // The offset at the first guess is another one if the clocks change in between.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}

/** Another publisher of tickets may not check time zones. */
export function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}
