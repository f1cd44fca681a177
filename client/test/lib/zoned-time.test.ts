import { formatsOf } from '@/lib/format';
import { toInstant, toLocalTime } from '@/lib/zoned-time';

describe('the time at a place', () => {
  it.each([
    ['2030-06-12T20:00', 'Europe/Berlin', '2030-06-12T18:00:00.000Z'],
    ['2030-01-12T20:00', 'Europe/Berlin', '2030-01-12T19:00:00.000Z'],
    ['2030-06-12T20:00', 'America/New_York', '2030-06-13T00:00:00.000Z'],
    ['2030-06-12T20:00', 'Asia/Kolkata', '2030-06-12T14:30:00.000Z'],
    ['2030-06-12T20:00', 'UTC', '2030-06-12T20:00:00.000Z'],
    // In the night in which the clocks change.
    ['2030-03-31T00:30', 'Europe/Berlin', '2030-03-30T23:30:00.000Z'],
    ['2030-03-31T03:30', 'Europe/Berlin', '2030-03-31T01:30:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(toInstant(local, zone)).toBe(instant);
    expect(toLocalTime(instant, zone)).toBe(local);
  });

  it('is sent as it was typed if it is no time', () => {
    expect(toInstant('soon', 'UTC')).toBe('soon');
  });

  it('is read in UTC if the zone is unknown', () => {
    expect(toInstant('2030-06-12T20:00', 'Nowhere/Else')).toBe('2030-06-12T20:00:00.000Z');
  });

  it('is shown in the time zone of the event', () => {
    const { eventTime } = formatsOf('en');
    const start = '2030-06-12T18:00:00.000Z';

    expect(eventTime(start, 'Europe/Berlin')).toMatch(/^Wed, Jun 12, 2030.* 20:00 GMT\+2$/);
    expect(eventTime(start, 'Nowhere/Else')).toMatch(/18:00 UTC$/);
  });
});
