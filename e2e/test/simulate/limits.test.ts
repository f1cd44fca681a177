import { LimitReachedError } from '@ticketing-dev/common';

import { virtualLimits } from '../../simulate/limits';

describe('a limit in virtual time', () => {
  const setUp = () => {
    const clock = { time: 0 };
    const rule = { name: 'cards', most: 2, windowSeconds: 60, message: 'Too many' };
    return { clock, limit: virtualLimits(clock).shared(rule) };
  };

  it('refuses a key that has reached it, and no other key, until its window ends', async () => {
    const { clock, limit } = setUp();
    await limit.check('Ann');
    await limit.count('Ann');
    expect(await limit.count('Ann')).toBe(1);

    clock.time += 59_999;
    await expect(limit.check('Ann')).rejects.toEqual(new LimitReachedError('Too many', 1));
    await limit.check('Bob');
    clock.time += 1;

    await limit.check('Ann');
  });

  it('counts what is taken, unless it is given back', async () => {
    const { limit } = setUp();
    await limit.take('Ann');
    await limit.take('Ann');
    await expect(limit.take('Ann')).rejects.toThrow('Too many');

    await limit.giveBack('Ann');

    expect(await limit.take('Ann')).toBe(1);
  });
});
