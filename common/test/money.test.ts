import fc from 'fast-check';

import { fromDollars, maxCents, parseCents, toDollars } from '@ticketing-dev/common';

describe('an amount of dollars', () => {
  it.each([
    [19.99, 1999],
    ['19.99', 1999],
    ['20', 2000],
    [0.01, 1],
    ['5.', 500],
    ['10.50', 1050],
    ['10.500', 1050],
    [999999.99, maxCents],
  ])('%p is %p cents', (dollars, cents) => {
    expect(parseCents(dollars)).toBe(cents);
  });

  it.each([
    [0],
    [-0],
    [-5],
    ['-5'],
    ['10.999'],
    [0.001],
    [1e308],
    ['1e3'],
    ['Infinity'],
    [Infinity],
    [NaN],
    [''],
    [' '],
    ['abc'],
    [null],
    [undefined],
    [true],
    [[5]],
    [{ $gt: 0 }],
    [1000000],
    ['0x10'],
    ['1,000'],
  ])('%p is none', (dollars) => {
    expect(parseCents(dollars)).toBeUndefined();
  });

  it('comes back the same from cents to dollars and back, as a number and as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: maxCents }), (cents) => {
        expect(fromDollars(toDollars(cents))).toBe(cents);
        expect(parseCents(toDollars(cents))).toBe(cents);
        expect(parseCents((cents / 100).toFixed(2))).toBe(cents);
      }),
    );
  });
});
