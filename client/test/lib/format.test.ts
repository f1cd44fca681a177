import { formatClock, formatPrice, speakDuration, toCents } from '@/lib/format';

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
  expect(formatClock(ms)).toBe(text);
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
  expect(speakDuration(seconds)).toBe(text);
});
