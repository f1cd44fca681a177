import { coverOf } from '@/lib/cover';

const names = Array.from({ length: 2_000 }, (_, index) => `Concert number ${String(index)}`);
const grounds = (covers: readonly string[]) =>
  new Set(covers.map((cover) => /<path fill='(#\w+)'/.exec(cover)?.[1]));

describe('the cover of an event', () => {
  it('is the same for the same name, however it is spelled in Unicode or in capitals', () => {
    expect(coverOf('Café Zoë')).toBe(coverOf('Cafe\u0301 ZOE\u0308'));
  });

  it('differs between names, and uses all eight pairs of colours', () => {
    const covers = names.map(coverOf);

    expect(new Set(covers).size).toBe(names.length);
    expect(grounds(covers).size).toBe(8);
  });

  it('is at most 2 KB', () => {
    const sizes = names.map((name) => Buffer.byteLength(coverOf(name)));

    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_048);
  });

  it.each(['', '\u202E\u05D0', '<script>&"\'', '\u{1F3B5}', '\uD800'])(
    'is well-formed and without text for %j',
    (name) => {
      const file = new DOMParser().parseFromString(coverOf(name), 'image/svg+xml');

      expect(file.documentElement.tagName).toBe('svg');
      expect(file.documentElement.textContent).toBe('');
      expect(file.documentElement.getAttribute('viewBox')).toBe('0 0 1200 630');
    },
  );
});
