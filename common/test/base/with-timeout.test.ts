import { withTimeout } from '../../src';

const never = new Promise<string>(() => undefined);
const late = (): Error => new Error('it took too long');

describe('a wait with a bound', () => {
  it('gives what the work gives', async () => {
    expect(await withTimeout(Promise.resolve('done'), 10_000, late)).toBe('done');
  });

  it('fails as the work fails', async () => {
    const failure = new Error('broken');

    await expect(withTimeout(Promise.reject(failure), 10_000, late)).rejects.toBe(failure);
  });

  it('ends although the work never does', async () => {
    await expect(withTimeout(never, 10, late)).rejects.toThrow('it took too long');
  });
});
