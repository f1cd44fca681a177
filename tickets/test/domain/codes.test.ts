import { anId } from '@ticketing-dev/common/testing';

import { passKey, readCode } from '../../src/domain/codes';

const key = passKey('the key of this test');
const seatId = anId('aaaaaaaaaaaaaaaaaaaaaaa1');
const code = key.codeOf(seatId, 1, 'salt');
const keyOf = (id: string) => (id === key.id ? key : undefined);
const read = (text: string) => readCode(text, keyOf);

/** The text with one bit of one character changed. */
const flipped = (text: string, at: number, bit: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);

describe('a signed code', () => {
  it('has a version, a payload of 28 bytes and a signature', () => {
    const [version, payload = '', signature = ''] = code.signed.split('.');

    expect(version).toBe('TK1');
    expect(Buffer.from(payload, 'base64url').toString('hex')).toMatch(
      new RegExp(`^${key.id}${seatId}000000010[0-9a-f]{15}$`),
    );
    expect(Buffer.from(signature, 'base64url')).toHaveLength(64);
  });

  it('is the same each time, so that it can be shown again', () => {
    expect(passKey('the key of this test').codeOf(seatId, 1, 'salt')).toEqual(code);
  });

  it('names its seat, and has the hash of the code to type', () => {
    expect(read(code.signed)).toEqual({ seatId, typedHash: code.typedHash });
    expect(read(` ${code.signed}\n`)).toEqual({ seatId, typedHash: code.typedHash });
  });

  it('is refused when any bit of it is changed', () => {
    const accepted: string[] = [];
    for (let at = 0; at < code.signed.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = flipped(code.signed, at, bit);
        if (read(changed)?.seatId !== undefined) accepted.push(changed);
      }
    }

    expect(accepted).toEqual([]);
  });

  it('is refused in another spelling of the same bytes', () => {
    const last = code.signed.at(-1) ?? '';
    const others = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      .split('')
      .filter((character) => character !== last)
      .map((character) => code.signed.slice(0, -1) + character);

    expect([...others, `${code.signed}=`, `${code.signed}.`].map(read).filter(Boolean)).toEqual([]);
  });

  it('is refused if another key has signed it, and if its parts are of two codes', () => {
    const other = passKey('another key').codeOf(seatId, 1, 'salt').signed;
    const next = key.codeOf(seatId, 2, 'salt').signed;
    const mixed = [...code.signed.split('.').slice(0, 2), next.split('.')[2]].join('.');

    expect([other, mixed, 'TK1.', 'TK1..', 'TK1', ''].map(read)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });

  it('has other secret bits for another serial, seat, key and salt', () => {
    const others = [
      code,
      key.codeOf(seatId, 2, 'salt'),
      key.codeOf(seatId, 1, 'other salt'),
      key.codeOf(anId('aaaaaaaaaaaaaaaaaaaaaaa2'), 1, 'salt'),
      passKey('another key').codeOf(seatId, 1, 'salt'),
    ];

    expect(new Set(others.map(({ typed }) => typed)).size).toBe(others.length);
  });
});

describe('a typed code', () => {
  it('has three groups of four characters that look different', () => {
    expect(code.typed).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  it('is read in small letters, with spaces and without hyphens', () => {
    const spellings = [
      code.typed,
      code.typed.toLowerCase(),
      code.typed.replaceAll('-', ''),
      code.typed.replaceAll('-', ' '),
      ` ${code.typed.split('').join(' ')} `,
    ];

    expect(spellings.map(read)).toEqual(spellings.map(() => ({ typedHash: code.typedHash })));
  });

  it('may have O for 0, and I or L for 1', () => {
    const withDigits = Array.from({ length: 200 }, (_, i) =>
      key.codeOf(seatId, i + 1, 'salt'),
    ).filter(({ typed }) => typed.includes('0') && typed.includes('1'));
    expect(withDigits).not.toEqual([]);

    for (const { typed, typedHash } of withDigits) {
      const upper = typed.replaceAll('0', 'O').replaceAll('1', 'I');
      expect([upper, upper.toLowerCase(), typed.replaceAll('1', 'l')].map(read)).toEqual(
        Array.from({ length: 3 }, () => ({ typedHash })),
      );
    }
  });

  it('is refused if it has another length or another character', () => {
    const wrong = [
      code.typed.slice(1),
      `${code.typed}0`,
      `U${code.typed.slice(1)}`,
      '------------',
    ];

    expect(wrong.map(read)).toEqual(wrong.map(() => undefined));
  });
});
