import { formatsOf, toCents } from '@/lib/format';

const { price: formatPrice, clock, duration, eventTime, month } = formatsOf('en');

it.each([
  [19.99, '$19.99'],
  [8, '$8.00'],
  [999999.99, '$999,999.99'],
])('%d dollars read %s', (price, text) => {
  expect(formatPrice(price)).toBe(text);
});

it.each([
  [19.99, 1999],
  [1.15, 115],
  [999999.99, 99999999],
])('%d dollars are %d cents', (price, cents) => {
  expect(toCents(price)).toBe(cents);
});

it.each([
  [900_000, '15:00'],
  [65_000, '1:05'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [36_005_000, '10:00:05'],
  [86_400_000, '1 day 0:00:00'],
  [2_591_999_000, '29 days 23:59:59'],
  [999, '0:00'],
  [-5_000, '0:00'],
])('%d ms read %s on the clock', (ms, text) => {
  expect(clock(ms)).toBe(text);
});

it.each([
  [172_801, '3 days'],
  [7_201, '3 hours'],
  [3_600, '60 minutes'],
  [600, '10 minutes'],
  [60, '1 minute'],
  [30, '30 seconds'],
  [1, '1 second'],
])('%d seconds are spoken as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it('writes in English and in Spanish', () => {
  const spanish = formatsOf('es');
  const start = '2030-06-12T18:00:00.000Z';

  expect(eventTime(start, 'Europe/Berlin')).toMatch(/^Wed, Jun 12, 2030.* 20:00/);
  expect(spanish.eventTime(start, 'Europe/Madrid')).toMatch(/^mié, 12 jun 2030, 20:00/);
  expect([month(start), spanish.month(start)]).toEqual(['June 2030', 'junio de 2030']);
  expect(spanish.price(1234.5)).toBe('1234,50\u00A0US$');
  expect([spanish.duration(900), spanish.duration(1)]).toEqual(['15 minutos', '1 segundo']);
});
