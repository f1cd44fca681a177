import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { repository } from '@ticketing-dev/local';

import { isReady, kubectl, kubectlOutput, podsOf } from './support/cluster';

const run = promisify(execFile);

describe('what skaffold has deployed', () => {
  it('is ready, and no container has restarted', async () => {
    const pods = await podsOf();

    const restarts = pods.flatMap(({ metadata, status }) =>
      (status.containerStatuses ?? []).map((one) => [metadata.name, one.restartCount]),
    );

    expect(pods.length).toBeGreaterThan(0);
    expect(pods.filter((pod) => !isReady(pod))).toEqual([]);
    expect(restarts).toEqual(pods.map(({ metadata }) => [metadata.name, 0]));
  });

  it('meets the Pod Security level "restricted"', async () => {
    const context = ['config', 'view', '--minify', '-o', 'jsonpath={..namespace}'];
    const namespace = (await kubectl(...context)) || 'default';

    const { stderr: warnings } = await kubectlOutput(
      ...['label', '--dry-run=server', '--overwrite', 'namespace', namespace],
      'pod-security.kubernetes.io/enforce=restricted',
    );

    expect(warnings).toBe('');
  });

  it('is what skaffold diagnose reads', async () => {
    const { stdout } = await run('skaffold', ['diagnose', '--yaml-only'], { cwd: repository });

    expect(stdout).toContain('infra/k8s/overlays/dev');
  });
});
