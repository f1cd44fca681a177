import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { eventually } from '@ticketing-dev/common/testing';
import type { Where } from '@ticketing-dev/e2e/kit/agreement';

import type { Labels, PodSpec } from '../../test/support/resources';
import { needing } from '../../test/support/services';

const run = promisify(execFile);
const startMs = 30_000;
const ours = 'app.kubernetes.io/part-of=ticketing';

/** How long a rollout or a new pod may take on a busy machine. */
export const ROLLOUT_MS = 5 * 60_000;

/** The shop through the ingress. https works too, with a certificate that this machine trusts. */
export const shop = { url: process.env['E2E_URL'] ?? 'http://ticketing.dev', stripeUrl: '' };

/** Short, so that reservations expire during the tests. */
export const holdSeconds = Number(process.env['E2E_HOLD_SECONDS'] ?? 20);

type State = Readonly<Record<string, { readonly message?: string }>>;

export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly labels: Labels;
    readonly deletionTimestamp?: string;
    readonly uid: string;
  };
  readonly spec: PodSpec;
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly restartCount: number;
      readonly state: State;
      readonly lastState: State;
    }[];
  };
}

/** What kubectl writes to standard output, and its warnings. */
export const kubectlOutput = (...args: string[]) =>
  run('kubectl', args, { maxBuffer: 64 * 1024 * 1024 });

export const kubectl = async (...args: string[]): Promise<string> =>
  (await kubectlOutput(...args)).stdout;

export const scale = (replicas: number, ...deployments: string[]): Promise<string> =>
  kubectl(
    'scale',
    `--replicas=${replicas}`,
    ...deployments.map((name) => `deployment/${name}-depl`),
  );

export async function apply(resource: object): Promise<void> {
  const applying = run('kubectl', ['apply', '-f', '-']);
  applying.child.stdin?.end(JSON.stringify(resource));
  await applying;
}

export async function podsOf(selector = ours, namespace: string[] = []): Promise<Pod[]> {
  const json = await kubectl(...namespace, 'get', 'pods', '-l', selector, '-o', 'json');
  return (JSON.parse(json) as { items: Pod[] }).items;
}

export const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');

/** Waits until every workload has all its pods, and no pod is terminating. */
export async function everythingIsReady(): Promise<void> {
  const names = await kubectl('get', 'deployments,statefulsets', '-l', ours, '-o', 'name');
  for (const name of names.trim().split('\n')) {
    await kubectl('rollout', 'status', name, `--timeout=${ROLLOUT_MS}ms`);
  }
  await eventually(async () => {
    const waiting = (await podsOf()).filter((pod) => !isReady(pod));
    if (waiting.length > 0) {
      throw new Error(`Not ready: ${waiting.map(({ metadata }) => metadata.name).join(', ')}`);
    }
  }, ROLLOUT_MS);
}

export async function theOnlyPod(app: string): Promise<Pod> {
  const [pod] = (await podsOf(`app=${app}`)).filter(isReady);
  if (!pod) throw new Error(`No pod of ${app} is ready`);
  return pod;
}

/** Forwards a free port of this machine to a service while `use` runs. */
export async function forwarded<T>(
  target: string,
  port: number,
  use: (address: string) => Promise<T>,
): Promise<T> {
  const child = spawn('kubectl', ['port-forward', '--address=127.0.0.1', target, `:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const lines = createInterface(child.stdout);
    const signal = AbortSignal.timeout(startMs);
    const [line] = (await once(lines, 'line', { signal })) as [string];
    const address = /^Forwarding from (127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address === undefined) throw new Error(`kubectl port-forward ${target}: ${line}`);
    return await use(address);
  } finally {
    child.kill();
    await ended;
  }
}

/** Gives access to the databases and to Stripe's ledger. Each call opens new connections: pods come and go. */
export const read = <T>(use: (where: Where) => Promise<T>): Promise<T> =>
  forwarded('service/stripe-srv', 3000, (stripe) => {
    const withDatabases = (left: readonly string[], mongo: Record<string, string>): Promise<T> => {
      const [name, ...others] = left;
      if (name === undefined) {
        const addresses = { mongo, nats: '', redis: { host: '', port: 0 } };
        return use({ stripeUrl: `http://${stripe}`, addresses });
      }
      return forwarded(`service/${name}-mongo-srv`, 27017, (address) => {
        const uri = `mongodb://${address}/${name}?directConnection=true`;
        return withDatabases(others, { ...mongo, [name]: uri });
      });
    };
    return withDatabases(needing('database'), {});
  });
