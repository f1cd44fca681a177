// @ts-check
/** Every list of services in this repository, made from infra/local/src/stack/services.json. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { format, getFileInfo, resolveConfig } from 'prettier';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const source = 'infra/local/src/stack/services.json';
/** The service whose manifests the others have, with another name. */
export const model = 'auth';

const base = 'infra/k8s/base';
const components = 'infra/k8s/components';

/** @typedef {Record<string, { http: boolean, needs: string[], limits: string[] }>} Services */

/** @param {string} file */
export const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** @param {string} text @param {string} name */
const renamed = (text, name) => text.replaceAll(new RegExp(`\\b${model}\\b`, 'g'), name);

/** @param {string} file @param {string} name */
export const likeModel = (file, name) => renamed(read(file), name);

/**
 * @param {string} file the name of a file, which decides how the text is formatted
 * @param {string} text
 */
export async function formatted(file, text) {
  const filepath = path.join(root, file);
  const { inferredParser } = await getFileInfo(filepath);
  return inferredParser ? format(text, { ...(await resolveConfig(filepath)), filepath }) : text;
}

/**
 * Replaces the lines between two lines that stay.
 *
 * @param {string} text @param {string} before @param {string} after @param {string[]} lines
 */
function between(text, before, after, lines) {
  const all = text.split('\n');
  const start = all.indexOf(before) + 1;
  const end = all.indexOf(after, start);
  if (start === 0 || end === -1) throw new Error(`There are no lines "${before}" and "${after}"`);
  return [...all.slice(0, start), ...lines, ...all.slice(end)].join('\n');
}

/**
 * Replaces each list in brackets after `key:`.
 *
 * @param {string} text @param {string} key @param {string[]} items
 */
function inBrackets(text, key, items) {
  const list = new RegExp(`(\\b${key}:\\s*)\\[[^\\]]*\\]`, 'g');
  if (text.search(list) === -1) throw new Error(`There is no "${key}: […]"`);
  return text.replaceAll(list, `$1[${items.join(', ')}]`);
}

/**
 * Replaces the line's words after `key:`.
 *
 * @param {string} text @param {string} key @param {string[]} words
 */
function afterKey(text, key, words) {
  const line = new RegExp(`(?<=^ *${key}: ).*$`, 'm');
  if (!line.test(text)) throw new Error(`There is no "${key}:"`);
  return text.replace(line, words.join(' '));
}

/** @param {string[]} names */
const artifacts = (names) =>
  names.flatMap((name) => [
    `    - image: ticketing-dev/${name}`,
    '      docker:',
    '        dockerfile: infra/docker/service.Dockerfile',
    '        buildArgs:',
    `          SERVICE: ${name}`,
    '      sync:',
    '        manual:',
    `          - src: ${name}/src/**/*.ts`,
    '            dest: /app',
  ]);

/** @param {number} count */
const devTargets = (count) =>
  Array.from({ length: count }, (_, index) => [
    '      - op: add',
    `        path: /build/artifacts/${index}/docker/target`,
    '        value: dev',
  ]).flat();

/** @returns {Promise<Map<string, string>>} the text that each file with a list should have */
export async function lists() {
  /** @type {Services} */
  const services = JSON.parse(read(source));
  const names = Object.keys(services);
  const withRoutes = names.filter((name) => services[name]?.http);
  const ownersOf = (/** @type {string} */ need) =>
    names.filter((name) => services[name]?.needs.includes(need));
  const withDatabase = ownersOf('database');
  const stores = [
    ...withDatabase.map((name) => `${name}-mongo`),
    ...ownersOf('redis').map((name) => `${name}-redis`),
  ];
  /** A service and its stores. */
  const workloads = names.flatMap((name) => [
    name,
    ...stores.filter((one) => one.startsWith(`${name}-`)),
  ]);
  const images = [...names, 'client', 'ops'];

  /** @type {Map<string, string>} */
  const texts = new Map();
  const put = (/** @type {string} */ file, /** @type {string} */ text) =>
    void texts.set(file, text);
  const putBetween = (
    /** @type {string} */ file,
    /** @type {string} */ before,
    /** @type {string} */ after,
    /** @type {string[]} */ lines,
  ) => put(file, between(texts.get(file) ?? read(file), before, after, lines));

  const manifest = JSON.parse(read('package.json'));
  const others = manifest.workspaces.slice(manifest.workspaces.indexOf('client'));
  put('package.json', JSON.stringify({ ...manifest, workspaces: ['common', ...names, ...others] }));
  const reference = (/** @type {string} */ name) => `    { "path": "${name}" },`;
  putBetween('tsconfig.json', reference('common'), reference('infra/local'), names.map(reference));
  const tests = (/** @type {string} */ name) => `    "${name}/test",`;
  putBetween('tsconfig.test.json', tests('common'), tests('infra/local'), names.map(tests));
  putBetween(
    '.dockerignore',
    '!common',
    '!client',
    names.map((name) => `!${name}`),
  );

  const workflows = '.github/workflows';
  const ownTests = ['e2e', 'infra/local', 'infra/ops', 'infra/contract'];
  const tested = ['common', ...names, 'client', ...ownTests];
  const ci = inBrackets(read(`${workflows}/ci.yml`), 'workspace', tested);
  put(`${workflows}/ci.yml`, inBrackets(ci, 'service', images));
  put(`${workflows}/release.yml`, inBrackets(read(`${workflows}/release.yml`), 'service', images));
  put(`${workflows}/deploy.yml`, afterKey(read(`${workflows}/deploy.yml`), 'SERVICES', images));

  putBetween(
    'skaffold.yaml',
    '  artifacts:',
    '    - image: ticketing-dev/client',
    artifacts(names),
  );
  const standIn = '  # The Stripe stand-in in the cluster.';
  putBetween('skaffold.yaml', '    patches:', standIn, devTargets(images.length));

  const item = (/** @type {string} */ name) => `  - ${name}`;
  putBetween(`${base}/kustomization.yaml`, 'resources:', item('client'), workloads.map(item));
  const file = (/** @type {string} */ name) => item(`${name}.yaml`);
  const scaled = `${components}/autoscaling`;
  putBetween(`${scaled}/kustomization.yaml`, 'resources:', file('client'), names.map(file));
  const policies = `${components}/network-policies`;
  putBetween(`${policies}/kustomization.yaml`, file('bus'), file('stripe'), stores.map(file));
  const external = `${components}/mongo-external`;
  for (const [policy, values] of /** @type {const} */ ([
    [`${policies}/client.yaml`, withRoutes],
    [`${policies}/ingress.yaml`, [...withRoutes, 'client']],
    [`${external}/network-policy.yaml`, withDatabase],
  ])) {
    put(policy, inBrackets(read(policy), 'values', values));
  }
  const ops = `${components}/ops`;
  put(
    `${ops}/network-policy.yaml`,
    inBrackets(read(`${ops}/network-policy.yaml`), 'values', names),
  );
  const [port = ''] = read(`${ops}/services.yaml`).split('---\n');
  put(`${ops}/services.yaml`, names.map((name) => renamed(port, name)).join('---\n'));
  const addresses = names.flatMap((name) => [
    `- name: ${name.toUpperCase()}_OPERATORS_URL`,
    `  value: http://${name}-operators:3001`,
  ]);
  for (const [tool, indent] of /** @type {const} */ ([
    [`${ops}/deployment.yaml`, ' '.repeat(12)],
    [`${components}/backup/cronjob.yaml`, ' '.repeat(16)],
  ])) {
    const [start, end] = ["# The operators' ports of the services.", '- name: OPS_TOKEN'];
    putBetween(
      tool,
      indent + start,
      indent + end,
      addresses.map((line) => indent + line),
    );
  }
  const asked = 'infra/ops/src/services.ts';
  const quoted = (/** @type {string[]} */ list) =>
    `[${list.map((name) => `'${name}'`).join(', ')}]`;
  put(
    asked,
    read(asked)
      .replace(/(?<= services = )\[[^\]]*\]/, quoted(names))
      .replace(/(?<= withDatabase = )\[[^\]]*\]/, quoted(withDatabase)),
  );
  const uris = `${external}/mongo-uris.yaml`;
  const [uri = ''] = read(uris).split('---\n');
  put(uris, withDatabase.map((name) => renamed(uri, name)).join('---\n'));

  for (const name of names) {
    /** @param {string} path with the model's name */
    const copy = (path) => put(path.replaceAll(model, name), likeModel(path, name));
    const kustomization = likeModel(`${base}/${model}/kustomization.yaml`, name);
    copy(`${base}/${model}/disruption-budget.yaml`);
    copy(`${scaled}/${model}.yaml`);
    if (services[name]?.http) copy(`${base}/${model}/service.yaml`);
    put(
      `${base}/${name}/kustomization.yaml`,
      services[name]?.http ? kustomization : kustomization.replace('  - service.yaml\n', ''),
    );
    if (!withDatabase.includes(name)) continue;
    copy(`${base}/${model}-mongo/kustomization.yaml`);
    copy(`${policies}/${model}-mongo.yaml`);
  }

  const all = await Promise.all(
    [...texts].map(
      async ([name, text]) => /** @type {const} */ ([name, await formatted(name, text)]),
    ),
  );
  return new Map(all);
}
