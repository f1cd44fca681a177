import fc from 'fast-check';

import { cleanText, hasAtMost, hasBlank, isVisible } from '@ticketing-dev/common';

describe("people's text", () => {
  it.each([
    ['  Row 1\t', 'Row 1'],
    ['e\u0301t\u00e9', '\u00e9t\u00e9'],
    ['a\u0000b\u007fc\u0085d', 'abc d'],
    ['Row 1\r\nSeat 2\u2028Door 3', 'Row 1 Seat 2 Door 3'],
    ['Jazz \u202e99.1$ - Jazz', 'Jazz 99.1$ - Jazz'],
    ['\u2066a\u2069\u202ab\u202c', 'ab'],
    ['half \ud83d of one', 'half \ufffd of one'],
    ['\u200d\ufeffRow\u200b ', 'Row'],
  ])('%j becomes %j', (typed, kept) => {
    expect(cleanText(typed)).toBe(kept);
  });

  it.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a heart with its variation selector', '❤️'],
    ['a flag of tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['Persian with a non-joiner', 'می‌خواهم'],
    ['Arabic with a direction mark', '\u200fعربي!\u200f'],
    ['a keycap', '1️⃣'],
  ])('keeps %s', (_what, typed) => {
    expect(cleanText(typed)).toBe(typed);
    expect(isVisible(typed)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00a0\u3000\u2009'],
    ['a space of no width', '\u200b'],
    ['direction marks', '\u200e\u200f\u061c'],
    ['joiners', '\u200c\u200d\u2060'],
    ['a Mongolian vowel separator', '\u180e'],
    ['Hangul fillers', '\u115f\u1160\u3164\uffa0'],
    ['variation selectors', '\ufe0f\u{e0100}\u180b'],
    ['the empty Braille pattern', '\u2800'],
    ['a mark without a letter', '\u0301\u20e3'],
    ['a soft hyphen', '\u00ad'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['Khmer inherent vowels', '\u17b4\u17b5'],
    ['the null notehead', '\u{1d159}'],
    ['controls', '\u0000\u001b'],
  ])('finds no visible text in %s', (_what, text) => {
    expect(isVisible(text)).toBe(false);
    expect(isVisible(`${text}x`)).toBe(true);
  });

  it.each([
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
    ['👨‍👩‍👧‍👦'.repeat(200), true],
    ['👨‍👩‍👧‍👦'.repeat(201), false],
    ['e\u0301'.repeat(200), true],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(200), true],
    [`x${'\u0301'.repeat(2_000)}`, false],
  ])('counts characters as people do: %#', (text, isShortEnough) => {
    expect(hasAtMost(text, 200)).toBe(isShortEnough);
  });

  it.each(['\u200b', ' ', '\u0000', '\u2028', '\ufe0f', '\u3164', '\u2800'])(
    'recognises %j as invisible',
    (character) => {
      expect(hasBlank(`a${character}b`)).toBe(true);
      expect(hasBlank('añb')).toBe(false);
    },
  );

  it('is clean after it was cleaned once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const clean = cleanText(typed);

        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(clean.isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([' ', '\u200b', '\u0000', 'x ', '\u0301'])(
    'is cleaned and counted quickly, also 100 kB of %j',
    (part) => {
      const text = `a${part.repeat(100_000 / part.length)}b`;
      const before = performance.now();

      hasAtMost(cleanText(text), 200);

      expect(performance.now() - before).toBeLessThan(5_000);
    },
  );
});
