import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { eventually } from '@ticketing-dev/common/testing';

import type { Labels, PodSpec } from '../../test/support/resources';

const run = promisify(execFile);

/** For whatever a rollout or a pod's way back may take on a busy machine. */
export const ROLLOUT_MS = 5 * 60_000;

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
      readonly state: Readonly<Record<string, { readonly message?: string }>>;
      readonly lastState: Readonly<Record<string, { readonly message?: string }>>;
    }[];
  };
}

export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** What kubectl said to it on standard error, such as the API server's warnings. */
export async function warningsOf(...args: string[]): Promise<string> {
  const { stderr } = await run('kubectl', args);
  return stderr;
}

const ours = 'app.kubernetes.io/part-of=ticketing';

export async function podsOf(selector = ours): Promise<Pod[]> {
  const { items } = JSON.parse(await kubectl('get', 'pods', '-l', selector, '-o', 'json')) as {
    items: Pod[];
  };
  return items;
}

export const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');

/** Every workload has all the pods that it should have, as it should be, and none that is on its way out. */
export async function everythingIsReady(): Promise<void> {
  const names = (await kubectl('get', 'deployments,statefulsets', '-l', ours, '-o', 'name'))
    .trim()
    .split('\n');
  for (const name of names) await kubectl('rollout', 'status', name, `--timeout=${ROLLOUT_MS}ms`);
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
