import { allowedToSend } from '../test/support/edges';
import { containersOf } from '../test/support/resources';
import { everythingIsReady, kubectl, podsOf } from './support/kubectl';
import { type Probe, reachedBy, startProbes, stopProbes, type Target } from './support/probes';

const portsOf = new Map(
  containersOf('stand-in').map(([workload, { ports = [] }]) => [
    workload.replace(/-depl$/, ''),
    ports.map(({ containerPort }) => containerPort),
  ]),
);

/** Every port of every workload, the API server and the cluster's names, by address. */
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

const targetsByProbe = new Map<string, string[]>();
let probes: Probe[];

describe('who reaches whom on the cluster', () => {
  beforeAll(async () => {
    await everythingIsReady();
    const targets = await allTargets();
    probes = await startProbes();
    for (const probe of probes) {
      const reached = await reachedBy(probe, targets);
      const edges = reached.map(({ name, port }) => `${probe.name} → ${name}:${port}`);
      targetsByProbe.set(probe.name, [...new Set(edges)].sort());
    }
  });
  afterAll(stopProbes);

  it('is every edge that the policies list, and no other', () => {
    // Stripe itself is not on the cluster.
    const listed = allowedToSend('stand-in').filter((edge) => !edge.includes('outside'));

    const reached = [...targetsByProbe.values()].flat().sort();

    expect(reached).toEqual(listed);
    console.info(`${listed.length} edges work, all others are refused:\n${listed.join('\n')}`);
  });

  it('leaves a stranger with nothing', () => {
    expect(targetsByProbe.get('stranger')).toEqual([]);
  });

  it('was asked for every workload', () => {
    expect([...targetsByProbe.keys()].sort()).toEqual([...portsOf.keys(), 'stranger'].sort());
  });
});
