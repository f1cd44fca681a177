import { spawnSync } from 'node:child_process';

import { kubectl, type Pod, podsOf, ROLLOUT_MS } from './kubectl';

/** Who asks: a pod with the labels of a workload, so that policies take it for one of its pods, and with a Node to ask with. */
export interface Probe {
  readonly name: string;
  readonly pod: string;
}

const marker = 'ticketing.dev/probe';
const waitMs = 2_000;

function manifestOf(name: string, pod: string, labels: Pod['metadata']['labels'], image: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, labels: { ...labels, [marker]: name } },
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
          // Never ready, so that no Service sends it what is meant for the workload.
          readinessProbe: { exec: { command: ['false'] } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

/** A probe for each workload, and one for a stranger. */
export async function startProbes(): Promise<Probe[]> {
  const pods = await podsOf();
  const image = pods.find(({ metadata }) => metadata.labels['app'] === 'auth')?.spec.containers[0]
    ?.image;
  if (image === undefined) throw new Error('auth has no pod');
  const labelsOf = new Map(
    pods.map(({ metadata }) => [metadata.labels['app'] ?? '', metadata.labels]),
  );
  labelsOf.set('stranger', {});
  const probes = [...labelsOf].map(([name, labels]) => {
    // What says whose pod it is stays away, or a controller would take it for its own.
    const own = Object.fromEntries(
      Object.entries(labels).filter(
        ([key]) => !key.includes('hash') && !key.startsWith('apps.kubernetes.io'),
      ),
    );
    return { name, pod: `probe-${name}`, labels: own };
  });
  const items = probes.map(({ name, pod, labels }) => manifestOf(name, pod, labels, image));
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { status, stderr } = spawnSync('kubectl', ['apply', '-f', '-'], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  await kubectl(
    'wait',
    'pod',
    '-l',
    marker,
    '--for=jsonpath={.status.phase}=Running',
    `--timeout=${ROLLOUT_MS}ms`,
  );
  return probes.map(({ name, pod }) => ({ name, pod }));
}

export const stopProbes = () =>
  kubectl('delete', 'pod', '-l', marker, '--grace-period=0', '--force');

export interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

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

/** Those of the targets that answer the probe. */
export async function reachedBy({ pod }: Probe, targets: readonly Target[]): Promise<Target[]> {
  const answers = JSON.parse(
    await kubectl('exec', pod, '--', 'node', '-e', script, JSON.stringify(targets)),
  ) as boolean[];
  return targets.filter((_target, index) => answers[index]);
}
