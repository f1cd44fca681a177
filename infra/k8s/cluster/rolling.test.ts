import { failuresOf, startTraffic } from '@ticketing-dev/e2e/kit/traffic';
import { serviceNames } from '@ticketing-dev/local';

import { everythingIsReady, kubectl, podsOf, scale, shop } from './support/cluster';

const apps = [...serviceNames, 'client'];
const looks = ['/', '/api/users/currentuser', '/api/tickets', '/api/orders'];

const podNames = async () =>
  (await podsOf(`app in (${apps.join(',')})`)).map(({ metadata }) => metadata.name);

describe('a rolling restart of every deployment', () => {
  beforeAll(everythingIsReady);
  afterAll(everythingIsReady);

  it.each([1, 2])('fails no request, with %d of each', async (replicas) => {
    await scale(replicas, ...apps);
    await everythingIsReady();
    const before = await podNames();
    const { stop, history } = await startTraffic(shop, { looks });

    for (const app of apps) {
      await kubectl('rollout', 'restart', `deployment/${app}-depl`);
      await kubectl('rollout', 'status', `deployment/${app}-depl`, '--timeout=5m');
    }
    await everythingIsReady();
    await stop();
    await scale(1, ...apps);

    expect(before.length).toBeGreaterThanOrEqual(apps.length * replicas);
    expect((await podNames()).filter((name) => before.includes(name))).toEqual([]);
    expect(failuresOf(history)).toEqual([]);
    expect(history.entries.length).toBeGreaterThan(100);
    console.info(`${history.entries.length} requests while ${replicas} of each were restarted`);
  });
});
