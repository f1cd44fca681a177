// @ts-check
/**
 * npm run doctor [-- -n NAMESPACE]: checks what `skaffold dev` and `skaffold run` need. It prints a line for each
 * check, and the command that fixes a failed one. It needs only Node, so that it runs in a fresh clone.
 */
import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { parseArgs, promisify } from 'node:util';

const host = 'ticketing.dev';
const { values } = parseArgs({ options: { namespace: { type: 'string', short: 'n' } } });
const inNamespace = values.namespace ? ['-n', values.namespace] : [];

/** @typedef {{ name: string, ok: boolean, fix?: string, optional?: boolean }} Finding */

const run = promisify(execFile);
const timeout = 30_000;

/**
 * @param {...string} args
 * @returns {Promise<string | undefined>} kubectl's output; undefined if the resource does not exist
 */
async function kubectl(...args) {
  try {
    const { stdout } = await run('kubectl', ['--request-timeout=20s', ...args], { timeout });
    return stdout.trim();
  } catch (error) {
    const { stderr = '' } = /** @type {{ stderr?: string }} */ (error);
    if (/NotFound|could not find the requested resource/.test(stderr)) return undefined;
    throw new Error(stderr.trim().split('\n').at(-1) || 'kubectl does not answer', {
      cause: error,
    });
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} fix
 * @returns {Promise<Finding>}
 */
async function programFinding(program, args, fix) {
  const ok = await run(program, args, { timeout }).then(
    () => true,
    () => false,
  );
  return { name: program, ok, fix };
}

/** @returns {Promise<Finding>} */
async function clusterFinding() {
  const context = await kubectl('config', 'current-context').catch(() => '(no context)');
  const ok = await kubectl('get', '--raw', '/readyz').then(
    (answer) => answer === 'ok',
    () => false,
  );
  return { name: `cluster ${context}`, ok, fix: 'minikube start --cpus 4 --memory 8g' };
}

/** @returns {Promise<Finding>} */
async function ingressFinding() {
  const ok = (await kubectl('get', 'ingressclass', 'nginx')) !== undefined;
  return { name: 'ingress class nginx', ok, fix: 'minikube addons enable ingress' };
}

/** @returns {Promise<Finding>} */
async function storageFinding() {
  const isDefault = 'storageclass.kubernetes.io/is-default-class';
  const text = await kubectl('get', 'storageclass', '-o', 'json');
  /** @type {{ items: { metadata: { annotations?: Record<string, string> } }[] }} */
  const { items } = text ? JSON.parse(text) : { items: [] };
  const ok = items.some(({ metadata }) => metadata.annotations?.[isDefault] === 'true');
  return {
    name: 'default storage class',
    ok,
    fix: 'minikube addons enable default-storageclass && minikube addons enable storage-provisioner',
  };
}

/**
 * @param {string} secret
 * @param {string} key
 * @param {string} value
 * @returns {Promise<Finding>}
 */
async function secretFinding(secret, key, value) {
  const found = await kubectl(
    ...inNamespace,
    'get',
    'secret',
    secret,
    '-o',
    `jsonpath={.data.${key}}`,
  );
  const fix = [
    'kubectl',
    ...inNamespace,
    'create secret generic',
    secret,
    `--from-literal=${key}=${value}`,
  ];
  return { name: `secret ${secret} with ${key}`, ok: Boolean(found), fix: fix.join(' ') };
}

const isPrivate = (/** @type {string} */ address) =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(address);

/** @returns {Promise<Finding>} */
async function hostFinding() {
  const address = await lookup(host).then(
    (found) => found.address,
    () => undefined,
  );
  return {
    name: `host ${host}${address ? ` (${address})` : ''}`,
    ok: address !== undefined && isPrivate(address),
    fix: `echo "127.0.0.1 ${host}" | sudo tee -a /etc/hosts   (with \`minikube tunnel\`; on Linux use the address of \`minikube ip\`)`,
  };
}

/** @returns {Promise<Finding>} */
async function opsTokenFinding() {
  const finding = await secretFinding('ops-token', 'OPS_TOKEN', '$(openssl rand -hex 32)');
  return { ...finding, optional: true };
}

/** @returns {Promise<Finding>} */
async function metricsFinding() {
  const ok = (await kubectl('get', '--raw', '/apis/metrics.k8s.io/v1beta1')) !== undefined;
  return {
    name: 'metrics, for autoscaling',
    ok,
    fix: 'minikube addons enable metrics-server',
    optional: true,
  };
}

const programs = await Promise.all([
  programFinding('kubectl', ['version', '--client'], 'https://kubernetes.io/docs/tasks/tools/'),
  programFinding('skaffold', ['version'], 'https://skaffold.dev/docs/install/'),
  hostFinding(),
]);
const cluster = await clusterFinding();
/** @type {Finding[]} */
const inside = cluster.ok
  ? await Promise.all([
      ingressFinding(),
      storageFinding(),
      secretFinding('jwt-secret', 'JWT_KEY', '$(openssl rand -hex 32)'),
      secretFinding('stripe-secret', 'STRIPE_KEY', 'sk_test_…'),
      opsTokenFinding(),
      metricsFinding(),
    ]).catch((error) => [{ name: 'checks of the cluster', ok: false, fix: error.message }])
  : [];

for (const { name, ok, fix, optional } of [...programs, cluster, ...inside]) {
  const verdict = ok ? 'ok      ' : optional ? 'optional' : 'MISSING ';
  console.log(`${verdict} ${name}${ok ? '' : `: ${fix}`}`);
}
if ([...programs, cluster, ...inside].some(({ ok, optional }) => !ok && !optional))
  process.exitCode = 1;
