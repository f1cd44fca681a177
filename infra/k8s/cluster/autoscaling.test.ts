import { spawnSync } from 'node:child_process';

import { eventually } from '@ticketing-dev/common/testing';

import { ofKind } from '../test/support/resources';
import { startLoad } from './support/load';
import { everythingIsReady, kubectl, podsOf } from './support/kubectl';
import { shopUrl } from './support/settings';

const shop = { url: shopUrl, stripeUrl: '' };
/** metrics-server's resolution, the autoscaler's period, its patience, a pod's start. */
const SCALING_MS = 6 * 60_000;

const podsNow = async () => (await podsOf('app=tickets')).length;

describe('the autoscaler', () => {
  const [autoscaler] = ofKind('staging', 'HorizontalPodAutoscaler').filter(
    ({ metadata }) => metadata.name === 'tickets',
  );
  if (!autoscaler) throw new Error('staging has no autoscaler for tickets');

  beforeAll(async () => {
    await everythingIsReady();
    const input = JSON.stringify({
      ...autoscaler,
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'tickets' },
      spec: { ...autoscaler.spec, minReplicas: 1 },
    });
    spawnSync('kubectl', ['apply', '-f', '-'], { input });
  });
  afterAll(async () => {
    await kubectl('delete', 'hpa', 'tickets');
    await kubectl('scale', '--replicas=1', 'deployment/tickets-depl');
    await everythingIsReady();
  });

  it(
    'adds a pod under load, and takes it away again',
    async () => {
      const load = await startLoad(shop, 12);

      await eventually(async () => expect(await podsNow()).toBeGreaterThan(1), SCALING_MS);
      const { requests, failures } = await load.stop();

      await eventually(async () => expect(await podsNow()).toBe(1), SCALING_MS);
      expect(failures).toEqual([]);
      console.info(`${requests} requests`);
    },
    3 * SCALING_MS,
  );
});
