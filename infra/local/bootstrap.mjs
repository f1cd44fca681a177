// @ts-check
/**
 * The way into every root command. It depends on nothing but Node, makes a fresh clone ready (packages,
 * compiled sources), and hands over to dist/cli.js.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cli = path.join(root, 'infra/local/dist/cli.js');
const proof = path.join(root, 'e2e/dist');
const modules = path.join(root, 'node_modules');
const lockfile = path.join(root, 'package-lock.json');
const stamp = path.join(modules, '.ticketing-lockfile');

/** Commands that have a program of their own. */
const programs = new Map(
  Object.entries({
    bench: 'bench',
    simulate: 'simulate',
    fuzz: 'fuzz',
    prove: 'prove',
    'proof:short': 'proof-short',
    'test:database': 'database',
  }).map(([name, folder]) => [name, path.join(proof, folder, 'main.js')]),
);

/** These need what is built to be new; the others only need it to be there. */
const needNewest = new Set(['start', 'dev', 'test', 'database:durable', ...programs.keys()]);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [major = 0, minor = 0] = engines.node.match(/\d+/g).map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  fail(`Node ${engines.node} is needed, this is ${process.version}: https://nodejs.org`);
}

/**
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 */
function step(what, command, args) {
  const since = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status !== 0) fail(`${what} failed:\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  const seconds = (Date.now() - since) / 1000;
  if (seconds > 5) console.log(`  ${what}: ${seconds.toFixed(0)} s`);
}

/** What npm itself installed last says whether the lockfile asks for anything else. */
function isInstalled() {
  const hidden = path.join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional, peer, link }]) =>
      !name.includes('node_modules/') ||
      (link ? present[name]?.link : present[name]?.version === version) ||
      ((optional || peer) && !present[name]),
  );
}

function install() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!isInstalled()) {
    console.log('  Installing packages (npm ci)');
    const npm = process.env['npm_execpath'];
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    if (npm?.endsWith('.js')) step('npm ci', process.execPath, [npm, ...args]);
    else step('npm ci', 'npm', args);
  }
  writeFileSync(stamp, hash);
}

/** tsc knows by itself what changed; asking it costs about a second. */
function compile() {
  step('Compiling', process.execPath, [path.join(modules, 'typescript/bin/tsc'), '-b']);
}

checkNode();
if (needNewest.has(process.argv[2] ?? '') || !existsSync(cli)) {
  install();
  compile();
}
const program = programs.get(process.argv[2] ?? '');
if (program !== undefined) process.argv.splice(2, 1);
await import(pathToFileURL(program ?? cli).href);
