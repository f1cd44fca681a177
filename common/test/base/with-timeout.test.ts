import { withTimeout } from '../../src';

const never = new Promise<string>(() => undefined);
const late = (): Error => new Error('it took too long');

describe('a wait with a bound', () => {
  it('returns the result of the work', async () => {
    expect(await withTimeout(Promise.resolve('done'), 10_000, late)).toBe('done');
  });

  it('fails with the error of the work', async () => {
    const failure = new Error('broken');

    await expect(withTimeout(Promise.reject(failure), 10_000, late)).rejects.toBe(failure);
  });

  it('ends even if the work never ends', async () => {
    await expect(withTimeout(never, 10, late)).rejects.toThrow('it took too long');
  });
});
