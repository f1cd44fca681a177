import { LimitReachedError } from '@ticketing-dev/common';

import { worldLimits } from '../../simulate/limits';

const windowSeconds = 60;

describe("a limit of the simulation's world", () => {
  const setUp = () => {
    const world = { time: 0 };
    const rule = { name: 'cards', most: 2, windowSeconds, message: 'Too many' };
    return { world, limit: worldLimits(world).shared(rule) };
  };

  it('refuses who has reached it, and nobody else, until its window ends', async () => {
    const { world, limit } = setUp();
    await limit.check('Ann');
    await limit.count('Ann');
    expect(await limit.count('Ann')).toBe(1);

    world.time += windowSeconds * 1000 - 1;
    await expect(limit.check('Ann')).rejects.toEqual(new LimitReachedError('Too many', 1));
    await limit.check('Bob');
    world.time += 1;

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
