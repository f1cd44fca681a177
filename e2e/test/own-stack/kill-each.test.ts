import { eventually } from '@ticketing-dev/common/testing';
import { serviceNames } from '@ticketing-dev/local';

import { raisedLimits } from '../../kit/limits';
import { Kills } from '../../kit/scenarios/kills';
import { useStack } from '../support/use';

const scale = { orders: 2, payments: 2 };
const parts = [
  ...serviceNames.map((name) => (name in scale ? `${name}-1` : name)),
  'nats',
  'redis',
  'orders-2',
];
const HOLD_SECONDS = 15;
const BACK_MS = 60_000;
const AGREE_MS = HOLD_SECONDS * 1000 + 90_000;

describe('kill -9, while people buy and pay,', () => {
  const stack = useStack({
    client: false,
    scale,
    env: { ...raisedLimits, EXPIRATION_WINDOW_SECONDS: String(HOLD_SECONDS) },
  });
  let kills: Kills;

  const processOf = (name: string) => {
    const found = stack()
      .processes()
      .find((process) => process.name === name);
    if (!found) throw new Error(`there is no process ${name}`);
    return found;
  };
  async function kill(name: string): Promise<void> {
    const { pid, restarts } = processOf(name);
    stack().kill(name, 'SIGKILL');
    await eventually(() => expect(processOf(name).restarts).toBe(restarts + 1), BACK_MS);
    await stack().start(name);
    expect(processOf(name).pid).not.toBe(pid);
  }

  beforeAll(async () => {
    const platform = { shop: stack(), backMs: BACK_MS, agreeMs: AGREE_MS, kill };
    kills = await Kills.start({ ...platform, read: (read) => read(stack()) });
  });
  afterAll(() => kills.stop());

  it.each(parts)('of %s: it restarts, and the platform continues to sell', async (name) => {
    await expect(kills.kill(name)).resolves.toBeUndefined();
  });

  it(
    'loses no order and no event: in the end tickets, orders, payments and the ledger agree',
    async () => {
      await expect(kills.agree()).resolves.toBeUndefined();
    },
    AGREE_MS + 30_000,
  );

  it('breaks no promise to a client', async () => {
    const { broken, complete, cancelled } = await kills.promises();

    expect(broken).toEqual([]);
    expect(complete).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
  });
});
