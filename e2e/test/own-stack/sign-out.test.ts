import { raisedLimits } from '../../kit/limits';
import { rotateKey } from '../../kit/sessions/rotation';
import { signOuts, signOutsWithoutBus, visitors } from '../../kit/sessions/sign-outs';
import { instancesOf, takersOf } from '../../kit/sessions/watch';
import { useStack } from '../support/use';

/** For a busy machine. `npm run prove:sign-outs` measures how long a sign-out takes. */
const GENEROUS_MS = 15_000;
const BUS_AWAY_MS = 10_000;
const ROTATION_MS = 300_000;

describe('signing out, with two of each service,', () => {
  const stack = useStack({
    client: false,
    scale: { auth: 2, tickets: 2, orders: 2, payments: 2 },
    env: raisedLimits,
  });
  const ended: string[] = [];

  const leaving = async (count: number) => {
    const people = await visitors(stack(), count);
    ended.push(...people.map(({ cookie }) => cookie));
    return people;
  };

  it('ends the session at every instance, also at one that restarts meanwhile', async () => {
    const people = await leaving(20);

    const [refusedMs] = await Promise.all([
      signOuts(stack(), people, 100),
      stack()
        .stop('orders-2')
        .then(() => stack().start('orders-2')),
    ]);

    expect(Math.max(...refusedMs)).toBeLessThan(GENEROUS_MS);
  });

  it('works while NATS Streaming is unavailable: the other services refuse the cookie later', async () => {
    const refusedMs = await signOutsWithoutBus(stack(), await leaving(5), BUS_AWAY_MS);

    expect(Math.max(...refusedMs)).toBeLessThan(GENEROUS_MS);
  });

  it('is permanent: no instance accepts an old cookie', async () => {
    expect(ended).toHaveLength(25);
    expect(await takersOf(instancesOf(stack()), ended)).toEqual([]);
  });

  it(
    'is the only way to end a session: a change of JWT_KEY ends none, and fails no request',
    async () => {
      const { failed, signedOut, signIns } = await rotateKey(stack());

      expect({ failed, signedOut }).toEqual({ failed: [], signedOut: [] });
      expect(signIns).toBeGreaterThan(0);
    },
    ROTATION_MS,
  );
});
