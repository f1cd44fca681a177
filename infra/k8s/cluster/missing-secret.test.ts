import { spawnSync } from 'node:child_process';

import { eventually } from '@ticketing-dev/common/testing';

import type { Workload } from '../test/support/resources';
import { kubectl, type Pod, ROLLOUT_MS } from './support/kubectl';

const namespace = 'ticketing-without-secrets';

/** Each service that needs a secret, as it is deployed, in a namespace that has none. */
async function deployWithoutSecrets(app: string): Promise<void> {
  const json = await kubectl('get', 'deployment', `${app}-depl`, '-o', 'json');
  const { metadata, spec } = JSON.parse(json) as Workload;
  const input = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: metadata.name, namespace },
    spec: { ...spec, replicas: 1 },
  });
  const { status, stderr } = spawnSync('kubectl', ['apply', '-f', '-'], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

async function lastWordsOf(app: string): Promise<string> {
  const json = await kubectl('-n', namespace, 'get', 'pods', '-l', `app=${app}`, '-o', 'json');
  const { items } = JSON.parse(json) as { items: Pod[] };
  const [container] = items[0]?.status.containerStatuses ?? [];
  const ended = container?.state['terminated'] ?? container?.lastState['terminated'];
  if (ended?.message === undefined) throw new Error(`${app} has not ended yet`);
  return ended.message;
}

describe('a pod whose secret is missing', () => {
  beforeAll(async () => {
    await kubectl('create', 'namespace', namespace);
  });
  afterAll(async () => {
    await kubectl('delete', 'namespace', namespace);
  });

  it.each(['auth', 'tickets', 'orders', 'payments'])(
    '%s says in one line what is owed',
    async (app) => {
      await deployWithoutSecrets(app);

      const words = await eventually(() => lastWordsOf(app), ROLLOUT_MS);

      expect(words).toMatch(
        /^\w+: JWT_KEY is not set: kubectl create secret generic jwt-secret .*\n$/,
      );
    },
  );
});
