import { readFileSync } from 'node:fs';

import { eventually } from '@ticketing-dev/common/testing';

import { raisedLimits } from '../../kit/limits';
import { aTicketOnSale, orderNow, placeOrder } from '../../kit/market';
import { aBuyer, Person } from '../../kit/person';
import { useStack } from '../support/use';

const holdSeconds = 5;
/** A hold, the time until a lease lapses, a turn of each loop, and the start of a process. */
const withinMs = 60_000;
const instances = Array.from({ length: 6 }, (_, index) => `orders-${index + 1}`);
const taken = /"time":"?([^",]+)"?.*this instance does the sweeps now/;

describe('six instances of orders, without the worker that ends holds,', () => {
  const stack = useStack({
    client: false,
    scale: { orders: 6 },
    env: {
      ...raisedLimits,
      EXPIRATION_WINDOW_SECONDS: String(holdSeconds),
      LOG_LEVEL: 'debug',
    },
  });

  /** The instance that was the last one to take the lease. */
  const holder = (): string => {
    const times = instances.map((name) => {
      const lines = readFileSync(stack().logFile(name), 'utf8').split('\n');
      const [, time = ''] =
        lines.map((line) => taken.exec(line) ?? []).findLast(([found]) => found) ?? [];
      return { name, at: Number(time) || Date.parse(time) || 0 };
    });
    const [last] = times.sort((a, b) => b.at - a.at);
    if (!last || last.at === 0) throw new Error('no instance has the lease');
    return last.name;
  };

  /** A hold, and a way to wait for its end that asks one instance without the gateway. */
  const aHold = async () => {
    const { person, ...buyer } = await aBuyer(stack());
    const { id } = await placeOrder({ person, ...buyer }, await aTicketOnSale({ shop: stack() }));
    return {
      async endsAt(name: string): Promise<void> {
        const { url } =
          stack()
            .processes()
            .find((each) => each.name === name) ?? stack();
        const session = person.sessionCookie();
        const there = { person: new Person({ ...stack(), url }, { session }), ...buyer };
        await eventually(
          async () => expect((await orderNow(there, { id })).status).toBe('cancelled'),
          withinMs,
        );
      },
    };
  };

  beforeAll(async () => {
    await stack().stop('expiration');
    await eventually(() => holder(), withinMs);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'end a hold although the one with the lease gets %s: another one takes the lease',
    async (signal) => {
      const hold = await aHold();
      const before = holder();
      stack().kill(before, signal);

      await eventually(() => expect(holder()).not.toBe(before), withinMs);
      await hold.endsAt(holder());
      if (signal === 'SIGSTOP') stack().kill(before, 'SIGCONT');
    },
  );

  it('end the next hold when the paused one goes on', async () => {
    const hold = await aHold();

    await hold.endsAt(holder());
  });
});
