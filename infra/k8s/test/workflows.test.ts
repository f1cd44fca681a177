import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { repository } from './support/tools';

interface Step {
  readonly name?: string;
  readonly run?: string;
}

interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = (name: string) =>
  parse(readFileSync(path.join(repository, '.github/workflows', name), 'utf8')) as Workflow;

describe('a release', () => {
  const { ci, ...others } = workflow('release.yml').jobs;

  it('has passed CI', () => {
    expect(ci?.uses).toBe('./.github/workflows/ci.yml');
    expect(Object.values(others).map(({ needs }) => needs)).toEqual(['ci', 'ci']);
  });

  it('runs CI once: on main in release.yml, elsewhere in the pull request', () => {
    expect(Object.keys(workflow('ci.yml').on)).toEqual(['pull_request', 'workflow_call']);
  });
});

describe('a released image', () => {
  it('has an SBOM, provenance and a signature', () => {
    const text = readFileSync(path.join(repository, '.github/workflows/release.yml'), 'utf8');

    expect(text).toMatch(/sbom: true\n *provenance: mode=max/);
    expect(text).toContain('cosign sign --yes "$IMAGE@$DIGEST"');
  });
});

describe('a deployed image', () => {
  const job = workflow('deploy.yml').jobs['deploy'];
  const script = (job?.steps ?? []).map(({ run }) => run ?? '').join('\n');

  it('is of a commit of main, and deployed by the workflow of main', () => {
    expect(job?.if).toBe("github.ref == 'refs/heads/main'");
    expect(script).toContain('git merge-base --is-ancestor "$REVISION" HEAD');
  });

  it('is named by the digest whose signature was checked', () => {
    expect(script).toContain('cosign verify "$IMAGES/$service@$digest"');
    expect(script).toContain('--certificate-github-workflow-sha "$REVISION"');
    expect(script).toMatch(/newName: %s\/%s, digest: "%s"/);
    expect(script).not.toContain('newTag');
  });
});

describe('a program that CI downloads', () => {
  it('is installed only after its checksum is verified', () => {
    const downloads = Object.values(workflow('ci.yml').jobs)
      .flatMap(({ steps = [] }) => steps)
      .filter(({ run }) => run?.includes('curl '));

    expect(downloads).not.toEqual([]);
    for (const { run } of downloads) expect(run).toMatch(/curl [^]+sha256sum --check[^]+install /);
  });
});
