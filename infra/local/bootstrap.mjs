// @ts-check
/**
 * The entry point of every root command. It needs only Node. It prepares a fresh clone (packages, compiled sources),
 * then runs dist/cli.js.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { heldBy, lockClone } from './clone-lock.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cli = path.join(root, 'infra/local/dist/cli.js');
const modules = path.join(root, 'node_modules');
const lockfile = path.join(root, 'package-lock.json');
const stamp = path.join(modules, '.ticketing-lockfile');
/** The last file that npm writes. */
const hidden = path.join(modules, '.package-lock.json');
const lockFile = path.join(root, '.local/install.lock');
/** A program that still runs this long after SIGTERM is killed. */
const GRACE_MS = 5_000;
const PROGRESS_MS = 10_000;

/**
 * The program of a command of the proof: `npm run prove` is e2e/prove/main.ts, `npm run prove:races` is
 * e2e/prove/races.ts. Every other command is one of dist/cli.js.
 *
 * @param {string} name
 */
function proofProgram(name) {
  const [folder = '', file = 'main'] = name === 'test:database' ? ['database'] : name.split(':');
  const isThere = existsSync(path.join(root, 'e2e', folder, `${file}.ts`));
  return isThere ? path.join(root, 'e2e/dist', folder, `${file}.js`) : undefined;
}

/**
 * These and the proof's install and compile first. The others never do, so they can run concurrently; they fail if
 * something is missing.
 */
const needNewest = ['start', 'dev', 'test', 'database:durable'];

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

/** @typedef {Awaited<ReturnType<typeof lockClone>>} Lock */

/**
 * Every program that we run leads its own process group, so that the processes that it started end with it.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}

/**
 * Runs a program to its end and reports progress every ten seconds. A signal that ends us ends the program first.
 *
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 * @param {Lock} lock
 * @param {() => string} [progress]
 * @returns {Promise<void>}
 */
function step(what, command, args, lock, progress = () => '') {
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  return new Promise((resolve) => {
    const isWindows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd: root,
      detached: !isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isWindows && command === 'npm',
    });
    const { pid } = child;
    if (pid !== undefined) lock.alsoHeldBy(pid);
    let output = '';
    /** @type {NodeJS.Signals | undefined} */
    let ending;
    const keep = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setInterval(
      () => console.log(`  ${what}: ${seconds()} s${progress()}`),
      PROGRESS_MS,
    );
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      if (ending !== undefined || pid === undefined) return;
      ending = signal;
      endGroup(pid, 'SIGTERM');
      setTimeout(() => endGroup(pid, 'SIGKILL'), GRACE_MS).unref();
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, end);
    const finish = (/** @type {string | undefined} */ trouble) => {
      clearInterval(timer);
      for (const signal of signals) process.off(signal, end);
      if (ending !== undefined) {
        if (pid !== undefined) endGroup(pid, 'SIGKILL');
        lock.release();
        console.log(`${what} was stopped`);
        process.kill(process.pid, ending);
        return;
      }
      if (trouble !== undefined) {
        lock.release();
        fail(`${what} failed:\n${output}${trouble}`);
      }
      if (seconds() > 5) console.log(`  ${what}: ${seconds()} s`);
      resolve();
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code) => finish(code === 0 ? undefined : ''));
  });
}

/** The progress of an installation, as seen from outside. */
function foldersSoFar() {
  const folders = existsSync(modules) ? readdirSync(modules).length : 0;
  return `, ${folders} folders in node_modules`;
}

/** Compares the lockfile with the list of packages that npm wrote after its last installation. */
function isInstalled() {
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

/** @param {Lock} lock */
async function install(lock) {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!isInstalled()) {
    console.log('  Installing packages (npm ci): once, takes a few minutes');
    const npm = process.env['npm_execpath'];
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const isScript = npm?.endsWith('.js');
    const command = isScript ? process.execPath : 'npm';
    await step('npm ci', command, isScript && npm ? [npm, ...args] : args, lock, foldersSoFar);
  }
  writeFileSync(stamp, hash);
}

/**
 * tsc compiles only what changed. If nothing did, it takes about a second.
 *
 * @param {Lock} lock
 */
const compile = (lock) =>
  step('Compiling', process.execPath, [path.join(modules, 'typescript/bin/tsc'), '-b'], lock);

async function makeReady() {
  const lock = await lockClone(lockFile, (pid) =>
    console.log(`  Waiting: another npm command (pid ${pid}) installs or compiles in this clone`),
  );
  try {
    await install(lock);
    await compile(lock);
  } finally {
    lock.release();
  }
}

function checkReady() {
  if (existsSync(cli) && existsSync(hidden)) return;
  const pid = heldBy(lockFile);
  fail(
    pid === undefined
      ? 'Nothing is installed in this clone yet, so nothing runs. npm start installs, builds and starts it'
      : `This clone is still being installed (pid ${pid}), so nothing runs yet`,
  );
}

checkNode();
const name = process.argv[2] ?? '';
const program = proofProgram(name);
if (program !== undefined || needNewest.includes(name)) await makeReady();
else checkReady();
if (program !== undefined) process.argv.splice(2, 1);
await import(pathToFileURL(program ?? cli).href);
