import { raisedLimits } from '../../kit/limits';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { rotateKey } from '../../kit/sessions/rotation';
import { signOuts, signOutsWithoutBus, visitors } from '../../kit/sessions/sign-outs';
import { instancesOf, takersOf } from '../../kit/sessions/watch';

/** `npm run prove -- --sign-outs` says how long it really takes; a busy machine may take its time. */
const GENEROUS_MS = 15_000;
const BUS_AWAY_MS = 10_000;
const ROTATION_MS = 300_000;

describe('signing out, with two of each service', () => {
  let stack: OwnStack;
  const ended: string[] = [];

  beforeAll(async () => {
    stack = await anOwnStack({
      client: false,
      scale: { auth: 2, tickets: 2, orders: 2, payments: 2 },
      env: raisedLimits,
    });
  });
  afterAll(() => stack.end());

  it('ends the session at every instance, also at one that was restarted meanwhile', async () => {
    const leaving = await visitors(stack, 20);
    ended.push(...leaving.map(({ cookie }) => cookie));

    const [refusedMs] = await Promise.all([
      signOuts(stack, leaving, 100),
      stack.stop('orders-2').then(() => stack.start('orders-2')),
    ]);

    expect(Math.max(...refusedMs)).toBeLessThan(GENEROUS_MS);
  }, 120_000);

  it('works while NATS Streaming is away: the other services refuse the cookie once it is back', async () => {
    const leaving = await visitors(stack, 5);
    ended.push(...leaving.map(({ cookie }) => cookie));

    const refusedMs = await signOutsWithoutBus(stack, leaving, BUS_AWAY_MS);

    expect(Math.max(...refusedMs)).toBeLessThan(GENEROUS_MS);
  }, 120_000);

  it('stays so', async () => {
    expect(await takersOf(instancesOf(stack), ended)).toEqual([]);
  });

  it(
    'is the only way out: nobody is signed out, and nothing fails, while JWT_KEY is changed',
    async () => {
      const { failed, signedOut, signIns } = await rotateKey(stack);

      expect({ failed, signedOut }).toEqual({ failed: [], signedOut: [] });
      expect(signIns).toBeGreaterThan(0);
    },
    ROTATION_MS,
  );
});
