import { apply, kubectl, podsOf, ROLLOUT_MS } from './cluster';

export interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

const marker = 'ticketing.dev/probe';
const waitMs = 2_000;
const podOf = (name: string): string => `probe-${name}`;

/** A pod with the labels of a workload, so that the same policies apply, and with Node to connect with. */
const manifestOf = (name: string, labels: object, image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: podOf(name), labels: { ...labels, [marker]: name } },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'probe',
        image,
        command: ['node', '-e', 'setInterval(() => {}, 1e6)'],
        resources: {
          requests: { cpu: '1m', memory: '16Mi' },
          limits: { cpu: '500m', memory: '128Mi' },
        },
        // Never ready, so that no Service sends requests to it.
        readinessProbe: { exec: { command: ['false'] } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
});

/** Starts a probe for each workload and one without labels, the stranger. Returns their names. */
export async function startProbes(): Promise<string[]> {
  const pods = await podsOf();
  const labelsOf = new Map<string, object>([['stranger', {}]]);
  for (const { metadata } of pods) {
    // With the labels of its controller, the controller would adopt the probe.
    const own = Object.entries(metadata.labels).filter(
      ([key]) => !key.includes('hash') && !key.startsWith('apps.kubernetes.io'),
    );
    labelsOf.set(metadata.labels['app'] ?? '', Object.fromEntries(own));
  }
  const image = pods.find(({ metadata }) => metadata.labels['app'] === 'auth')?.spec.containers[0]
    ?.image;
  if (image === undefined) throw new Error('auth has no pod');
  const items = [...labelsOf].map(([name, labels]) => manifestOf(name, labels, image));
  await apply({ apiVersion: 'v1', kind: 'List', items });
  const isRunning = '--for=jsonpath={.status.phase}=Running';
  await kubectl('wait', 'pod', '-l', marker, isRunning, `--timeout=${ROLLOUT_MS}ms`);
  return [...labelsOf.keys()];
}

export const stopProbes = () =>
  kubectl('delete', 'pod', '-l', marker, '--grace-period=0', '--force');

const script = `
const net = require('node:net');
const targets = JSON.parse(process.argv[1]);
const reaches = ({ address, port }) => new Promise((resolve) => {
  const socket = net.connect({ host: address, port, timeout: ${waitMs} });
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
});
Promise.all(targets.map(reaches)).then((answers) => console.log(JSON.stringify(answers)));
`;

/** The targets that a probe can connect to. */
export async function reachedBy(name: string, targets: readonly Target[]): Promise<Target[]> {
  const node = ['exec', podOf(name), '--', 'node', '-e', script, JSON.stringify(targets)];
  const answers = JSON.parse(await kubectl(...node)) as boolean[];
  return targets.filter((_target, index) => answers[index]);
}
