import { eventually } from '@ticketing-dev/common/testing';
import { failuresOf, startTraffic } from '@ticketing-dev/e2e/kit/traffic';

import { ofKind } from '../test/support/resources';
import { apply, everythingIsReady, kubectl, podsOf, scale, shop } from './support/cluster';

/** The resolution of metrics-server, the period and the delay of the autoscaler, and the start of a pod. */
const SCALING_MS = 6 * 60_000;

const podsNow = async () => (await podsOf('app=tickets')).length;

describe('the autoscaler', () => {
  const name = 'tickets';
  const autoscaler = ofKind('staging', 'HorizontalPodAutoscaler').find(
    ({ metadata }) => metadata.name === name,
  );
  if (!autoscaler) throw new Error('staging has no autoscaler for tickets');

  beforeAll(async () => {
    await everythingIsReady();
    const spec = { ...autoscaler.spec, minReplicas: 1 };
    await apply({ ...autoscaler, apiVersion: 'autoscaling/v2', metadata: { name }, spec });
  });
  afterAll(async () => {
    await kubectl('delete', 'hpa', name);
    await scale(1, name);
    await everythingIsReady();
  });

  it(
    'adds a pod under load, and removes it afterwards',
    async () => {
      const { stop, history } = await startTraffic(shop, {
        people: 12,
        looks: ['/', '/api/tickets'],
      });

      await eventually(async () => expect(await podsNow()).toBeGreaterThan(1), SCALING_MS);
      await stop();

      await eventually(async () => expect(await podsNow()).toBe(1), SCALING_MS);
      expect(failuresOf(history)).toEqual([]);
      console.info(`${history.entries.length} requests`);
    },
    3 * SCALING_MS,
  );
});
