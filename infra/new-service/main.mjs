// @ts-check
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { formatted, likeModel, lists, model, read, root, source } from './lists.mjs';

const usage = `npm run new:service NAME             adds a service that listens, with a database of its own
npm run new:service -- --write       writes every list of services again
npm run new:service -- --check       prints each file whose list of services is wrong, and fails
npm run new:service NAME -- --no-install   leaves package-lock.json as it is`;

/** The name in the template. */
const sample = 'sample';
/** Names of other workloads, images and packages. */
const taken = ['client', 'common', 'ingress', 'k8s', 'local', 'mongo', 'nats', 'stripe', sample];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    'no-install': { type: 'boolean', default: false },
  },
});

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

/** @param {string} file @param {string} text */
async function write(file, text) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, await formatted(file, text));
}

/** @returns {Promise<[string, string][]>} the files that differ from what they should be */
async function wrong() {
  const all = [...(await lists())];
  return all.filter(([file, text]) => !existsSync(path.join(root, file)) || read(file) !== text);
}

async function writeLists() {
  for (const [file, text] of await wrong()) await write(file, text);
}

/** @param {string} name */
async function copyTemplate(name) {
  const template = path.join(root, 'infra/new-service/template');
  cpSync(template, path.join(root, name), { recursive: true });
  for (const entry of readdirSync(path.join(root, name), {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8').replaceAll(sample, name);
    await write(path.relative(root, file), text);
  }
  for (const file of ['tsconfig.json', 'jest.config.js'])
    await write(`${name}/${file}`, read(`${model}/${file}`));
  const { license, scripts, dependencies } = JSON.parse(read(`${model}/package.json`));
  const used = ['@ticketing-dev/common', 'express', 'mongoose', 'node-nats-streaming'];
  await write(
    `${name}/package.json`,
    JSON.stringify({
      name: `@ticketing-dev/${name}`,
      version: '0.0.0',
      private: true,
      license,
      scripts,
      dependencies: Object.fromEntries(used.map((one) => [one, dependencies[one]])),
    }),
  );
}

/** @param {string} name */
async function create(name) {
  if (!/^[a-z]{2,20}$/.test(name))
    fail(`A name has 2 to 20 lower-case letters, such as mails, not ${name}`);
  if (taken.includes(name) || existsSync(path.join(root, name))) fail(`The name ${name} is taken`);
  await copyTemplate(name);
  const services = {
    ...JSON.parse(read(source)),
    [name]: { http: false, needs: ['database', 'bus'], limits: [] },
  };
  // With line breaks, because Prettier keeps an object's own.
  await write(source, JSON.stringify(services, null, 2));
  const deployment = likeModel(`infra/k8s/base/${model}/deployment.yaml`, name);
  await write(
    `infra/k8s/base/${name}/deployment.yaml`,
    deployment.replaceAll(/^.*ticketing.dev\/session.*\n/gm, ''),
  );
  await writeLists();
  const row = `| [${name}](${name}/README.md) | its parked messages | \`order:completed\` | |\n`;
  await write('README.md', read('README.md').replace(/(?=^\| \[client\])/m, row));
  if (values['no-install']) return;
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail('npm install failed. Run it again, so that package-lock.json has the service');
}

if (values.check) {
  const files = (await wrong()).map(([file]) => file);
  if (files.length > 0)
    fail(`These do not match ${source}:\n${files.join('\n')}\nRun: npm run new:service -- --write`);
} else if (values.write) {
  await writeLists();
} else if (positionals.length === 1) {
  const [name = ''] = positionals;
  await create(name);
  console.log(
    `${name}/ is ready. Try: npm test -- ${name}, npm start. Next: docs/how-to/add-a-service.md`,
  );
} else {
  fail(usage);
}
