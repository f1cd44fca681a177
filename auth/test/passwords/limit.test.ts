import { createLimit } from '../../src/passwords/limit';

describe('a limit of two', () => {
  it('runs two at once, the others in the order in which they came', async () => {
    const limit = createLimit(2);
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const works = [0, 1, 2, 3].map((i) =>
      limit(async () => {
        started.push(i);
        await new Promise<void>((resolve) => (ends[i] = resolve));
        return i;
      }),
    );
    expect(started).toEqual([0, 1]);

    ends[1]?.();
    await works[1];
    expect(started).toEqual([0, 1, 2]);

    ends[0]?.();
    await works[0];
    expect(started).toEqual([0, 1, 2, 3]);

    ends[2]?.();
    ends[3]?.();
    expect(await Promise.all(works)).toEqual([0, 1, 2, 3]);
  });

  it('goes on after a failure', async () => {
    const limit = createLimit(1);
    const failure = limit(() => Promise.reject(new Error('broken')));
    const next = limit(() => Promise.resolve('fine'));

    await expect(failure).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
