import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { k8s } from './support/tools';

const storage = JSON.stringify({
  items: [{ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }],
});

/** The fake kubectl's output for each command line. It fails for any other. */
const healthy: Readonly<Record<string, string>> = {
  'version --client': 'Client Version: v1.34.4',
  'config current-context': 'minikube',
  'get --raw /readyz': 'ok',
  'get ingressclass nginx': 'nginx',
  'get storageclass -o json': storage,
  'get secret jwt-secret -o jsonpath={.data.JWT_KEY}': 'YXNkZg==',
  'get secret stripe-secret -o jsonpath={.data.STRIPE_KEY}': 'c2tfdGVzdA==',
  'get secret ops-token -o jsonpath={.data.OPS_TOKEN}': 'YXNkZg==',
  'get --raw /apis/metrics.k8s.io/v1beta1': '{}',
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(name: string, answers: Readonly<Record<string, string>>): void {
  const cases = Object.entries(answers).map(([words, answer]) => `'${words}') echo '${answer}';;`);
  const script = `#!/bin/sh
case "$1" in --request-timeout=*) shift;; esac
case "$*" in
${cases.join('\n')}
*) echo 'Error from server (NotFound): it is not there' >&2; exit 1;;
esac
`;
  writeFileSync(path.join(folder, name), script, { mode: 0o755 });
}

function doctor(answers: Readonly<Record<string, string>>, ...args: string[]) {
  program('kubectl', answers);
  program('skaffold', { version: 'v2.16.1' });
  const { status, stdout } = spawnSync(process.execPath, [path.join(k8s, 'doctor.mjs'), ...args], {
    encoding: 'utf8',
    env: { PATH: `${folder}:/bin:/usr/bin` },
  });
  const lines = stdout.trimEnd().split('\n');
  // The line about the host depends on this machine's /etc/hosts.
  return { status, lines: lines.filter((line) => !line.includes('host ticketing.dev')) };
}

const without = (words: string) =>
  Object.fromEntries(Object.entries(healthy).filter(([key]) => key !== words));

const missing = (answers: Readonly<Record<string, string>>, ...args: string[]) =>
  doctor(answers, ...args).lines.filter((line) => !line.startsWith('ok '));

describe('npm run doctor', () => {
  it('reports nothing if nothing is missing', () => {
    expect(missing(healthy)).toEqual([]);
  });

  it.each([
    [
      'get secret jwt-secret -o jsonpath={.data.JWT_KEY}',
      'MISSING  secret jwt-secret with JWT_KEY: kubectl create secret generic jwt-secret --from-literal=JWT_KEY=$(openssl rand -hex 32)',
    ],
    [
      'get secret stripe-secret -o jsonpath={.data.STRIPE_KEY}',
      'MISSING  secret stripe-secret with STRIPE_KEY: kubectl create secret generic stripe-secret --from-literal=STRIPE_KEY=sk_test_…',
    ],
    ['get ingressclass nginx', 'MISSING  ingress class nginx: minikube addons enable ingress'],
    [
      'get storageclass -o json',
      'MISSING  default storage class: minikube addons enable default-storageclass && minikube addons enable storage-provisioner',
    ],
    [
      'get --raw /apis/metrics.k8s.io/v1beta1',
      'optional metrics, for autoscaling: minikube addons enable metrics-server',
    ],
  ])('prints the fix in one line if `%s` fails', (words, line) => {
    expect(missing(without(words))).toEqual([line]);
  });

  it('stops after the cluster and fails, if no cluster answers', () => {
    const { status, lines } = doctor(without('get --raw /readyz'));

    expect(lines.at(-1)).toBe('MISSING  cluster minikube: minikube start --cpus 4 --memory 8g');
    expect(lines).toHaveLength(3);
    expect(status).toBe(1);
  });

  it('looks for the secrets in the given namespace', () => {
    const [first] = missing(healthy, '-n', 'ticketing');

    expect(first).toContain('kubectl -n ticketing create secret generic jwt-secret');
  });
});
