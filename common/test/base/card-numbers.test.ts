import fc from 'fast-check';

import { hasCardNumber, maskCardNumbers } from '@ticketing-dev/common';

/** Completes digits so that Luhn's check is right. */
const withCheckDigit = (digits: string): string => {
  const isRight = (candidate: string): boolean => hasCardNumber(candidate);
  const found = Array.from('0123456789', (digit) => digits + digit).find(isRight);
  if (!found) throw new Error(`nothing completes ${digits}`);
  return found;
};

const inDigits = (zero: number, number: string): string =>
  Array.from(number, (digit) => String.fromCodePoint(zero + Number(digit))).join('');

describe('what looks like a card number', () => {
  it.each([
    ['Visa', '4242424242424242'],
    ['Visa of 13 digits', '4222222222222'],
    ['Visa of 19 digits', '4000000000000000006'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the new range', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Diners', '30569309025904'],
    ['Diners of 14 digits', '36227206271667'],
    ['Discover', '6011111111111117'],
    ['JCB', '3566002020360505'],
    ['UnionPay', '6205500000000000004'],
    ['Maestro', '6759649826438453'],
    ['groups', '4242 4242 4242 4242'],
    ['dashes', '4242-4242-4242-4242'],
    ['dots and several spaces', '3782 .822463 - 10005'],
    ['dashes and spaces of other kinds', '4242\u20134242\u00a04242\u30004242'],
    ['characters of no width', '4242\u200b4242\u20604242\u00ad4242'],
    ['full-width digits', inDigits(0xff10, '4242424242424242')],
    ['Arabic digits', inDigits(0x660, '4242424242424242')],
    ['Devanagari digits', inDigits(0x966, '4242424242424242')],
    ['mathematical digits', inDigits(0x1d7ec, '4242424242424242')],
    ['digits in circles', Array.from('4242424242424242', (d) => '⓪①②③④'[Number(d)]).join('')],
    ['a word around it', 'card:4242424242424242!'],
    ['letters around it', 'tok_a4242424242424242b'],
    ['its date behind it', '4242 4242 4242 4242 12/27 123'],
    ['a number before it', 'Row 12 4242 4242 4242 4242'],
  ])('%s is', (_what, text) => {
    expect(hasCardNumber(text)).toBe(true);
    expect(hasCardNumber(maskCardNumbers(text))).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a wrong check digit', '4242424242424243'],
    ['no issuer’s first digit', '1234567812345670'],
    ['twelve digits', '424242424242'],
    ['twenty digits', '42424242424242424242'],
    ['a time in milliseconds', '1764169200000'],
    ['an id of ours', '507f1f77bcf86cd799439011'],
    ['an id that has one by chance', 'abcd4242424242424242abcd'],
    ['the same in capitals', 'ABCD4242424242424242ABCD'],
    ['a UUID that has one by chance', 'a0424242-4242-4242-8424-2abcdefabcde'],
    ['a trace that has one by chance', 'abcdef0123456789a424242424242424'],
    ['a date and a time', '2026-07-18 19:30, row 4, seats 12-14'],
    ['a phone number', '+1 (212) 555-0100'],
    ['groups too far apart', '4242    4242    4242    4242'],
    ['groups with words between', '4242 and 4242 and 4242 and 4242'],
  ])('%s is not', (_what, text) => {
    expect(hasCardNumber(text)).toBe(false);
    expect(maskCardNumbers(text)).toBe(text);
  });

  it.each([
    ["No such token: '4242424242424242'", "No such token: '************4242'"],
    ['4242 4242 4242 4242', '**** **** **** 4242'],
    ['a 378282246310005, b 5555-5555-5555-4444 c', 'a ***********0005, b ****-****-****-4444 c'],
    ['😀4242424242424242😀', '😀************4242😀'],
    [inDigits(0xff10, '4242424242424242'), `************${inDigits(0xff10, '4242')}`],
  ])('is masked but for its last four digits: %s', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked);
  });

  it('is found and masked in whatever stands around it', () => {
    const number = fc
      .tuple(
        fc.constantFrom('4', '51', '34', '62', '2221'),
        fc.integer({ min: 12, max: 18 }),
        fc.nat(),
      )
      .map(([first, length, rest]) =>
        withCheckDigit(
          first +
            String(rest)
              .padEnd(20, '7')
              .slice(0, length - first.length),
        ),
      );
    fc.assert(
      fc.property(number, fc.string({ unit: 'grapheme' }), (card, around) => {
        const apart = around.replace(/\p{N}/gu, '');

        expect(hasCardNumber(`${apart}x${card}x${apart}`)).toBe(true);
        expect(maskCardNumbers(`${apart}x${card}x${apart}`)).toContain(`*${card.slice(-4)}x`);
      }),
    );
  });

  it.each(['1 ', '1-', '4242-', '٤', 'a-1'])('is looked for quickly in 100 kB of %j', (part) => {
    const before = performance.now();

    maskCardNumbers(part.repeat(100_000 / part.length));

    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
