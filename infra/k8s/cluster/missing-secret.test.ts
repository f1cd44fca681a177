import { eventually } from '@ticketing-dev/common/testing';

import type { Workload } from '../test/support/resources';
import { needing } from '../test/support/services';
import { apply, kubectl, podsOf, ROLLOUT_MS } from './support/cluster';

const namespace = 'ticketing-without-secrets';

async function lastMessageOf(app: string): Promise<string> {
  const [pod] = await podsOf(`app=${app}`, ['-n', namespace]);
  const [container] = pod?.status.containerStatuses ?? [];
  const ended = container?.state['terminated'] ?? container?.lastState['terminated'];
  if (ended?.message === undefined) throw new Error(`${app} has not ended yet`);
  return ended.message;
}

describe('a pod in a namespace without secrets', () => {
  beforeAll(() => kubectl('create', 'namespace', namespace));
  afterAll(() => kubectl('delete', 'namespace', namespace));

  it.each(needing('session'))('of %s names the missing secret in one line', async (app) => {
    const json = await kubectl('get', 'deployment', `${app}-depl`, '-o', 'json');
    const { metadata, spec } = JSON.parse(json) as Workload;
    await apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: metadata.name, namespace },
      spec: { ...spec, replicas: 1 },
    });

    expect(await eventually(() => lastMessageOf(app), ROLLOUT_MS)).toMatch(
      /^\w+: JWT_KEY is not set: kubectl create secret generic jwt-secret .*\n$/,
    );
  });
});
