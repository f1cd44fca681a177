import { deriveKey, keyedHash } from '@ticketing-dev/common';

describe('a derived key', () => {
  const bytes = (...[key, purpose]: [string, string]) => deriveKey(key, purpose).export();

  it('is the same for the same purpose, and another one for another purpose or key', () => {
    expect(bytes('a', 'one')).toEqual(bytes('a', 'one'));
    expect(bytes('a', 'one')).not.toEqual(bytes('a', 'two'));
    expect(bytes('b', 'one')).not.toEqual(bytes('a', 'one'));
    expect(bytes('a', 'one')).toHaveLength(32);
  });
});

describe('a keyed hash', () => {
  const hash = (value: string, key = 'a') => keyedHash(deriveKey(key, 'log'), value);

  it('is the same for the same value, and another one for another value or key', () => {
    expect(hash('x')).toBe(hash('x'));
    expect(hash('y')).not.toBe(hash('x'));
    expect(hash('x', 'b')).not.toBe(hash('x'));
    expect(hash('x')).toMatch(/^[\w-]{16}$/);
  });
});
