import { isFlat } from '../../bench/sustained';

describe('a rate', () => {
  it.each<[string, readonly number[]]>([
    ['nothing waits', [0, 0, 0, 0, 0, 0]],
    ['the same number waits', [12, 15, 11, 14, 12, 13]],
    ['the backlog shrinks', [40, 30, 20, 10, 5, 0]],
  ])('is sustained if %s', (_what, waiting) => {
    expect(isFlat(waiting, 50)).toBe(true);
  });

  it.each<[string, readonly number[]]>([
    ['the backlog grows', [0, 5, 10, 20, 25, 30]],
    ['more than a second of arrivals waits', [60, 60, 60, 60, 60, 60]],
  ])('is not sustained if %s', (_what, waiting) => {
    expect(isFlat(waiting, 50)).toBe(false);
  });
});
