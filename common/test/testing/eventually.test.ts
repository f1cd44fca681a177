import { eventually } from '../../src/testing';

const never = new Promise<string>(() => undefined);

describe('waiting for a condition in a test', () => {
  it('returns the result of the check, when it does not throw', async () => {
    let checks = 0;

    const result = await eventually(() => {
      checks += 1;
      if (checks < 3) throw new Error('not yet');
      return checks;
    });

    expect(result).toBe(3);
  });

  it('ends with the last failure', async () => {
    await expect(eventually(() => Promise.reject(new Error('not yet')), 10)).rejects.toThrow(
      'not yet',
    );
  });

  it('ends even if a check never ends', async () => {
    await expect(eventually(() => never, 10)).rejects.toThrow('a check did not end');
  });
});
