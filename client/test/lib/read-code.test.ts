import { readCode } from '@/lib/door/read-code';

import { aKey, aSeatId } from '../support/door';

describe('a typed code', () => {
  it.each(['7K2M-9QXA-04TZ', '7k2m 9qxa 04tz', '7k2m9qxa04tz', ' 7K2M-9QXA-O4TZ '])(
    'is read in the spelling %j',
    (input) => {
      expect(readCode(input)).toEqual({
        kind: 'typed',
        text: '7K2M9QXA04TZ',
        typed: '7K2M9QXA04TZ',
      });
    },
  );

  it('may have I and L for 1', () => {
    expect(readCode('iL1i-LLII-1l1I')).toEqual({
      kind: 'typed',
      text: '111111111111',
      typed: '111111111111',
    });
  });

  it.each(['', '7K2M-9QXA-04T', '7K2M-9QXA-04TZ1', '7K2M-9QXA-04TU', 'https://example.com'])(
    'is not %j',
    (input) => {
      expect(readCode(input)).toBeNull();
    },
  );
});

describe('a scanned code', () => {
  const text = aKey().codeOf(aSeatId, 3);

  it('says its key, seat and serial, and the code to type', () => {
    expect(readCode(text)).toMatchObject({
      kind: 'signed',
      text,
      keyId: 'ab01cd02',
      seatId: aSeatId,
      serial: 3,
      typed: '7K2M9QXA04TZ',
    });
  });

  it.each([
    ['without a signature', text.slice(0, text.lastIndexOf('.'))],
    ['with another part', `${text}.a`],
    ['that is too short', text.replace(/^TK1\..{4}/, 'TK1.')],
    ['with other characters', text.replace('TK1.', 'TK1.*')],
    ['of another version', text.replace('TK1', 'TK2')],
  ])('is none %s', (_what, input) => {
    expect(readCode(input)).toBeNull();
  });
});
