import { startLoad } from './support/load';
import { everythingIsReady, kubectl, podsOf } from './support/kubectl';
import { shopUrl } from './support/settings';

const deployments = ['auth', 'tickets', 'orders', 'payments', 'expiration', 'client'];
const shop = { url: shopUrl, stripeUrl: '' };

const namesOf = async () => (await podsOf()).map(({ metadata }) => metadata.name);

describe('a rolling restart of every deployment', () => {
  beforeAll(everythingIsReady);
  afterAll(everythingIsReady);

  it.each([1, 2])('fails no request, with %d of each', async (replicas) => {
    const all = deployments.map((name) => `deployment/${name}-depl`);
    await kubectl('scale', `--replicas=${replicas}`, ...all);
    await everythingIsReady();
    const before = await namesOf();
    const load = await startLoad(shop, 4);

    for (const deployment of all) {
      await kubectl('rollout', 'restart', deployment);
      await kubectl('rollout', 'status', deployment, '--timeout=5m');
    }
    await everythingIsReady();
    const { requests, failures } = await load.stop();
    await kubectl('scale', '--replicas=1', ...all);

    const kept = (await namesOf()).filter((name) => before.includes(name));
    expect(
      kept.filter((name) => deployments.some((one) => name.startsWith(`${one}-depl`))),
    ).toEqual([]);
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(100);
    console.info(`${requests} requests while ${replicas} of each were restarted`);
  });
});
