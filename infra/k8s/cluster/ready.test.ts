import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { repository } from '@ticketing-dev/local';

import { isReady, kubectl, podsOf, warningsOf } from './support/kubectl';

const run = promisify(execFile);

describe('what skaffold has deployed', () => {
  it('is ready, and no container of it was ever started twice', async () => {
    const pods = await podsOf();

    const restarts = pods.flatMap(({ metadata, status }) =>
      (status.containerStatuses ?? []).map((one) => [metadata.name, one.restartCount]),
    );

    expect(pods.filter((pod) => !isReady(pod))).toEqual([]);
    expect(restarts).toEqual(pods.map(({ metadata }) => [metadata.name, 0]));
  });

  it('is what Pod Security calls restricted', async () => {
    const namespace =
      (await kubectl('config', 'view', '--minify', '-o', 'jsonpath={..namespace}')) || 'default';

    const warnings = await warningsOf(
      ...['label', '--dry-run=server', '--overwrite', 'namespace', namespace],
      'pod-security.kubernetes.io/enforce=restricted',
    );

    expect(warnings).toBe('');
  });

  it('is what skaffold diagnose understands', async () => {
    const { stdout } = await run('skaffold', ['diagnose', '--yaml-only'], { cwd: repository });

    expect(stdout).toContain('infra/k8s/overlays/dev');
  });
});
