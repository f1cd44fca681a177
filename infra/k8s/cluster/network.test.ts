import { allowedToSend } from '../test/support/edges';
import { containersOf } from '../test/support/resources';
import { everythingIsReady, kubectl, podsOf } from './support/cluster';
import { reachedBy, startProbes, stopProbes, type Target } from './support/probes';

const portsOf = new Map(
  containersOf('stand-in').map(([workload, { ports = [] }]) => [
    workload.replace(/-depl$/, ''),
    ports.map(({ containerPort }) => containerPort),
  ]),
);

/** Every port of every workload, the API server and the DNS server. */
async function allTargets(): Promise<Target[]> {
  const pods = (await podsOf()).flatMap(({ metadata, status }) => {
    const name = metadata.labels['app'] ?? '';
    return (portsOf.get(name) ?? []).map((port) => ({ name, address: status.podIP ?? '', port }));
  });
  const addressOf = (service: string, namespace: string) =>
    kubectl('-n', namespace, 'get', 'service', service, '-o', 'jsonpath={.spec.clusterIP}');
  return [
    ...pods,
    { name: 'the API server', address: await addressOf('kubernetes', 'default'), port: 443 },
    { name: 'kube-system', address: await addressOf('kube-dns', 'kube-system'), port: 53 },
  ];
}

describe('the network policies of the cluster', () => {
  const edgesOf = new Map<string, string[]>();

  beforeAll(async () => {
    await everythingIsReady();
    const targets = await allTargets();
    for (const name of await startProbes()) {
      const reached = await reachedBy(name, targets);
      edgesOf.set(name, [...new Set(reached.map((to) => `${name} → ${to.name}:${to.port}`))]);
    }
  });
  afterAll(stopProbes);

  it('allow every edge that they list, and no other', () => {
    // Stripe itself is not on the cluster.
    const listed = allowedToSend('stand-in').filter((edge) => !edge.includes('outside'));

    expect([...edgesOf.values()].flat().sort()).toEqual(listed);
    console.info(`${listed.length} edges work, all others are refused:\n${listed.join('\n')}`);
  });

  it('allow nothing to an unknown pod', () => {
    expect(edgesOf.get('stranger')).toEqual([]);
  });

  it('are tested from every workload', () => {
    expect([...edgesOf.keys()].sort()).toEqual([...portsOf.keys(), 'stranger'].sort());
  });
});
