import { eventually } from '@ticketing-dev/common/testing';

import { disagreements, outcomes } from '../../kit/agreement';
import { raisedLimits } from '../../kit/limits';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { startTraffic, type Traffic } from '../../kit/traffic';

const HOLD_SECONDS = 15;
const BACK_MS = 60_000;
const QUIET_MS = 90_000;

describe('kill -9, while people buy and pay', () => {
  let stack: OwnStack;
  let traffic: Traffic;

  beforeAll(async () => {
    stack = await anOwnStack({
      client: false,
      scale: { orders: 2, payments: 2 },
      env: { ...raisedLimits, EXPIRATION_WINDOW_SECONDS: String(HOLD_SECONDS) },
    });
    traffic = await startTraffic(stack);
  });
  afterAll(async () => {
    await traffic.stop();
    await stack.end();
  });

  /** More of both, so that the whole way from the ticket to the charge was gone. */
  const sells = async (): Promise<void> => {
    const before = { ...counts() };
    await eventually(() => {
      const now = counts();
      if (now.orders < before.orders + 4 || now.paid < before.paid + 2) {
        throw new Error(`It does not sell: ${JSON.stringify({ before, now })}`);
      }
    }, BACK_MS);
  };
  const counts = () => ({
    orders: traffic.promised.orders.length,
    paid: traffic.promised.paid.length,
  });
  const processOf = (name: string) => {
    const found = stack.processes().find((process) => process.name === name);
    if (!found) throw new Error(`${name} is not there`);
    return found;
  };

  it.each(['tickets', 'orders-1', 'payments-1', 'expiration', 'nats', 'redis', 'orders-2', 'auth'])(
    'of %s: it comes back, and the platform sells on',
    async (name) => {
      await sells();
      const { pid, restarts } = processOf(name);

      stack.kill(name, 'SIGKILL');

      await eventually(() => expect(processOf(name).restarts).toBe(restarts + 1), BACK_MS);
      await stack.start(name);
      expect(processOf(name).pid).not.toBe(pid);
      await sells();
    },
  );

  it(
    'loses no order and no event: in the end tickets, orders, payments and the ledger agree',
    async () => {
      await traffic.stop();

      await eventually(
        async () => expect(await disagreements(stack)).toEqual([]),
        HOLD_SECONDS * 1000 + QUIET_MS,
      );
    },
    HOLD_SECONDS * 1000 + QUIET_MS + 30_000,
  );

  it('keeps every promise that was made to somebody', async () => {
    const { orders, paid, cancelled } = traffic.promised;
    const kept = await outcomes(stack);
    const outcomesOf = (promised: readonly { readonly id: string }[]) =>
      new Set(promised.map(({ id }) => kept.get(id)));

    expect(outcomesOf(orders)).not.toContain(undefined);
    expect(outcomesOf(cancelled)).toEqual(new Set(['cancelled: buyer']));
    // Authorised is not yet complete: the hold may have ended first while the bus was away.
    expect(outcomesOf(paid)).toContain('complete');
    expect(outcomesOf(paid)).not.toContain('cancelled: buyer');
  });
});
