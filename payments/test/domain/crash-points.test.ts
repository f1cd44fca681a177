import type { Moment } from '../support/fake-gateway';
import { Crash, orderId, setUp } from '../support/rules';

const crash = (): never => {
  throw new Crash();
};

type World = Awaited<ReturnType<typeof setUp>>;

/** Crashes the first time that a moment comes, and never again. */
const crashOnceAt = ({ gateway }: World, at: Moment): void => {
  gateway.at = (moment) => {
    if (moment !== at) return;
    gateway.at = () => undefined;
    crash();
  };
};

const crashAtTransition = ({ beforeStep }: World, which: number): void => {
  let seen = 0;
  beforeStep((name) => {
    if (name === 'transition') seen += 1;
    if (name === 'transition' && seen === which) crash();
    return Promise.resolve();
  });
};

const duringPay: readonly [string, (world: World) => void][] = [
  ['after the insert, before Stripe', (world) => crashOnceAt(world, 'before authorise')],
  ["after Stripe's answer, before the write", (world) => crashOnceAt(world, 'after authorise')],
  ['at the write of the answer', (world) => crashAtTransition(world, 1)],
];

const isQuiet = async ({ all }: World): Promise<void> => {
  const unsettled = (await all()).filter(({ status }) => status === 'pending');
  expect(unsettled).toHaveLength(0);
};

describe('a crash', () => {
  it('before the insert leaves nothing', async () => {
    const world = await setUp();
    world.beforeStep((name) => (name === 'insert' ? crash() : Promise.resolve()));

    await expect(world.pay()).rejects.toThrow(Crash);

    expect(await world.all()).toEqual([]);
    expect(world.gateway.charges).toEqual([]);
  });

  it.each(duringPay)('%s is mended: the order is paid once', async (_when, arrange) => {
    const world = await setUp();
    arrange(world);
    await expect(world.pay()).rejects.toThrow(Crash);

    for (const wait of [5_000, 2_000]) {
      world.clock.advance(wait);
      await world.rules.settle();
    }
    expect(await world.said()).toHaveLength(1);
    await world.complete();
    await world.rules.settle();

    expect(await world.only()).toMatchObject({ status: 'captured', slot: orderId });
    expect(world.gateway.charges).toMatchObject([{ state: 'captured' }]);
  });

  it.each(duringPay)('%s is mended: a cancelled order costs nothing', async (_when, arrange) => {
    const world = await setUp();
    arrange(world);
    await expect(world.pay()).rejects.toThrow(Crash);

    await world.cancel();
    await world.settle();

    await isQuiet(world);
    expect(world.gateway.live()).toEqual([]);
  });

  it('after the authorisation, before the order is read again: it is released', async () => {
    const world = await setUp();
    await world.pay();
    await world.cancel();

    await world.rules.settle();

    expect(world.gateway.live()).toEqual([]);
    expect(await world.only()).toMatchObject({ status: 'released' });
  });

  it.each(['before capture', 'after capture'] as const)(
    '%s, before the write: it is captured once',
    async (moment) => {
      const world = await setUp();
      await world.pay();
      await world.complete();
      crashOnceAt(world, moment);

      await world.rules.settle();
      expect(await world.only()).toMatchObject({ status: 'authorised' });
      await world.rules.settle();

      expect(await world.only()).toMatchObject({ status: 'captured' });
      expect(world.gateway.charges).toMatchObject([{ state: 'captured' }]);
    },
  );

  it.each(['before release', 'after release'] as const)(
    '%s, before the write: it is released once',
    async (moment) => {
      const world = await setUp();
      await world.pay();
      await world.cancel();
      crashOnceAt(world, moment);

      await world.rules.settle();
      expect(await world.only()).toMatchObject({ status: 'authorised' });
      await world.rules.settle();

      expect(await world.only()).toMatchObject({ status: 'released' });
    },
  );
});
