import fc from 'fast-check';

import { fromDollars, maxCents, readPrice, toDollars } from '@ticketing-dev/common';

describe('an amount of dollars', () => {
  it.each([
    [19.99, 1999],
    ['19.99', 1999],
    ['20', 2000],
    [0.01, 1],
    ['5.', 500],
    ['10.50', 1050],
    ['10.500', 1050],
    ['.5', 50],
    ['0000019.99', 1999],
    ['+7', 700],
    [' 7 ', 700],
    [999999.99, maxCents],
  ])('%p is %p cents', (dollars, cents) => {
    expect(readPrice(dollars)).toEqual({ cents });
  });

  const greater = 'Price must be greater than 0';
  const decimals = 'Price must have at most 2 decimals';
  const most = 'Price must be at most 999999.99';
  const point = 'Price must be written with a point, such as 1999.50';
  it.each([
    [undefined, greater],
    [null, greater],
    ['', greater],
    ['ten', greater],
    ['$20', greater],
    ['.', greater],
    ['1e3', greater],
    ['１０', greater],
    [[10], greater],
    [true, greater],
    [{ $gt: 0 }, greater],
    ['abc', greater],
    ['Infinity', greater],
    ['0x10', greater],
    [NaN, greater],
    [0, greater],
    [-0, greater],
    ['0.00', greater],
    ['0,00', greater],
    [-5, greater],
    [-0.001, greater],
    ['-5', greater],
    ['19.999', decimals],
    [0.001, decimals],
    ['0.001', decimals],
    [1e-7, decimals],
    [0.1 + 0.2, decimals],
    [1e308, most],
    [1_000_000, most],
    ['1000000', most],
    ['9'.repeat(400), most],
    [1e21, most],
    [Infinity, most],
    ['19,99', point],
    ['1,000', point],
    ['1.000,50', point],
  ])('%p is refused with the reason: %s', (dollars, fault) => {
    expect(readPrice(dollars)).toEqual({ fault });
  });

  it.each(['0', '9', '0.0', ',', '.'])('is read quickly, also 100 kB of %j', (part) => {
    const before = performance.now();

    readPrice(`${part.repeat(100_000)}x`);
    readPrice(`0.${part.repeat(100_000)}1`);

    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('comes back the same from cents to dollars and back, as a number and as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: maxCents }), (cents) => {
        expect(fromDollars(toDollars(cents))).toBe(cents);
        expect(readPrice(toDollars(cents))).toEqual({ cents });
        expect(readPrice((cents / 100).toFixed(2))).toEqual({ cents });
      }),
    );
  });
});
