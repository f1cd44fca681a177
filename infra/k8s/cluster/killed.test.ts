import { eventually } from '@ticketing-dev/common/testing';
import { Kills } from '@ticketing-dev/e2e/kit/scenarios/kills';
import { serviceNames } from '@ticketing-dev/local';

import {
  everythingIsReady,
  holdSeconds,
  kubectl,
  read,
  ROLLOUT_MS,
  shop,
  theOnlyPod,
} from './support/cluster';

const services: readonly string[] = [...serviceNames, 'client'];
const databases = ['tickets-mongo', 'orders-mongo', 'payments-mongo', 'auth-mongo'];
const servers = ['nats', 'expiration-redis', ...databases];

async function kill(app: string): Promise<void> {
  const { metadata } = await theOnlyPod(app);
  // A service gets one second, which is too short for a shutdown.
  const graceSeconds = services.includes(app) ? 1 : 30;
  await kubectl('delete', 'pod', metadata.name, `--grace-period=${graceSeconds}`);
  await eventually(async () => {
    expect((await theOnlyPod(app)).metadata.uid).not.toBe(metadata.uid);
  }, ROLLOUT_MS);
}

describe('pods that are killed in turn, while people buy and pay', () => {
  let kills: Kills;

  beforeAll(async () => {
    await everythingIsReady();
    const agreeMs = holdSeconds * 1000 + ROLLOUT_MS;
    kills = await Kills.start({ shop, backMs: ROLLOUT_MS, agreeMs, kill, read });
  });
  afterAll(() => kills.stop());

  it.each([...services, ...servers])(
    '%s restarts, and the platform continues to sell',
    async (app) => {
      await expect(kills.kill(app)).resolves.toBeUndefined();
    },
  );

  it('lose nothing: all databases and the ledger agree in the end', async () => {
    await expect(kills.agree()).resolves.toBeUndefined();
  });

  it('break no promise to a client', async () => {
    const { broken, ...counts } = await kills.promises();

    expect(broken).toEqual([]);
    expect(counts.complete).toBeGreaterThan(0);
    expect(counts.cancelled).toBeGreaterThan(0);
    console.info(counts);
  });
});
