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
  [999, '0:00'],
  [-5_000, '0:00'],
])('%d ms read %s on the clock', (ms, text) => {
  expect(formatClock(ms)).toBe(text);
});

it.each([
  [600, '10 minutes'],
  [60, '1 minute'],
  [30, '30 seconds'],
  [1, '1 second'],
])('%d seconds are spoken as %s', (seconds, text) => {
  expect(speakDuration(seconds)).toBe(text);
});
