import { type LimitsChoice, under } from '../../kit/limits';

/** A run that is answered so, and whether it passes. */
const passes = (limits: LimitsChoice, { ok = 0, refused = 0, isGood = true }): Promise<boolean> =>
  under(limits, ({ count }) => {
    for (let i = 0; i < ok; i += 1) count(200);
    for (let i = 0; i < refused; i += 1) count(429);
    return Promise.resolve(isGood);
  });

describe('a run', () => {
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('with raised limits passes while at most 1 % of its answers are 429', async () => {
    expect(await passes('raised', { ok: 99, refused: 1 })).toBe(true);
    expect(await passes('raised', { ok: 98, refused: 1 })).toBe(false);
  });

  it('at the default limits may have more answers of 429', async () => {
    expect(await passes('defaults', { ok: 1, refused: 1 })).toBe(true);
  });

  it('that has found something fails, whatever its answers', async () => {
    expect(await passes('raised', { ok: 100, isGood: false })).toBe(false);
    expect(await passes('defaults', { ok: 100, isGood: false })).toBe(false);
  });
});
