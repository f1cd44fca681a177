import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { repository } from '../../src/paths';
import { startOf } from '../../src/supervisor/identity';
import { soon } from '../support/processes';

/** Takes npm's place: says that it is at work, does as long as it is told to, and "installs" a compiler and the command. */
const NPM = `
const fs = require('fs'), path = require('path');
const { spawn } = require('child_process');
fs.appendFileSync('installs', process.pid + ' ');
// As npm does: the work itself is another process's.
spawn(process.execPath, ['-e', 'require("fs").writeFileSync("worker", String(process.pid)); setInterval(() => {}, 1000)']);
const put = (file, text) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
const look = () => {
  if (!fs.existsSync('go-on')) return void setTimeout(look, 20);
  put('node_modules/typescript/bin/tsc', 'require("fs").appendFileSync("compiles", "x")');
  put('infra/local/dist/cli.js', 'console.log("handed over", process.argv[2])');
  put('node_modules/.package-lock.json', '{"packages":{}}');
  process.exit(0);
};
look();
`;

let clone: string;
const running: ChildProcess[] = [];
const inClone = (name: string): string => path.join(clone, name);
const installs = (): number[] =>
  existsSync(inClone('installs'))
    ? readFileSync(inClone('installs'), 'utf8').trim().split(' ').map(Number)
    : [];
const worker = async (): Promise<number> => {
  await soon(() => existsSync(inClone('worker')) && readFileSync(inClone('worker'), 'utf8') !== '');
  return Number(readFileSync(inClone('worker'), 'utf8'));
};

beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'ticketing-clone-'));
  mkdirSync(inClone('infra/local'), { recursive: true });
  for (const file of ['bootstrap.mjs', 'clone-lock.mjs']) {
    copyFileSync(path.join(repository, 'infra/local', file), inClone(`infra/local/${file}`));
  }
  writeFileSync(inClone('package.json'), '{"engines":{"node":">=20"}}');
  writeFileSync(
    inClone('package-lock.json'),
    '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
  );
  writeFileSync(inClone('npm.js'), NPM);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const pid of [
    ...installs(),
    Number(existsSync(inClone('worker')) && readFileSync(inClone('worker'), 'utf8')),
  ]) {
    if (pid > 0 && startOf(pid) !== undefined) process.kill(pid, 'SIGKILL');
  }
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

function command(name: string) {
  const child = spawn(process.execPath, [inClone('infra/local/bootstrap.mjs'), name], {
    cwd: clone,
    env: { ...process.env, npm_execpath: inClone('npm.js') },
  });
  running.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) => code ?? signal,
  );
  return { child, ended, output: () => output };
}

const letGo = (): void => writeFileSync(inClone('go-on'), '');

describe('a fresh clone', () => {
  it('is installed and compiled by npm start, which then continues', async () => {
    letGo();

    const start = command('start');

    expect(await start.ended).toBe(0);
    expect(start.output()).toContain('Installing packages (npm ci)');
    expect(start.output()).toContain('handed over start');
    expect(existsSync(inClone('.local/install.lock'))).toBe(false);
  });

  it.each(['status', 'stop', 'logs', 'reset', 'seed'])(
    'is not changed by npm run %s, which prints in one line what is missing',
    async (name) => {
      const asked = command(name);

      expect(await asked.ended).toBe(1);
      expect(asked.output()).toMatch(/^Nothing is installed in this clone yet.*npm start.*\n$/);
      expect(installs()).toEqual([]);
    },
  );

  it('reports to other commands that it is being installed', async () => {
    const start = command('start');
    await worker();

    const status = command('status');

    expect(await status.ended).toBe(1);
    expect(status.output()).toBe(
      `This clone is still being installed (pid ${start.child.pid}), so nothing runs yet\n`,
    );
    expect(installs()).toHaveLength(1);
  });
});

describe('two concurrent commands', () => {
  it('install once: the second waits for the first, and prints that', async () => {
    const first = command('start');
    await worker();
    const second = command('test');
    await soon(() => second.output().includes('Waiting'));
    letGo();

    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
    expect(second.output()).toContain(
      `another npm command (pid ${first.child.pid}) installs or compiles`,
    );
    expect(second.output()).toContain('handed over test');
    expect(installs()).toHaveLength(1);
  });

  it('wait while npm ci of a killed command still runs', async () => {
    const first = command('start');
    const left = await worker();
    first.child.kill('SIGKILL');
    await first.ended;
    const second = command('start');
    await soon(() => second.output().includes('Waiting'));
    expect(installs()).toHaveLength(1);
    process.kill(left, 'SIGKILL');
    process.kill(installs()[0] ?? 0, 'SIGKILL');
    letGo();

    expect(await second.ended).toBe(0);
    expect(installs()).toHaveLength(2);
  });

  it('take over a lock whose process has ended', async () => {
    mkdirSync(inClone('.local'));
    writeFileSync(
      inClone('.local/install.lock'),
      JSON.stringify([{ pid: process.pid, startedAs: 'long ago' }]),
    );
    letGo();

    const start = command('start');

    expect(await start.ended).toBe(0);
    expect(start.output()).not.toContain('Waiting');
  });
});

describe('an interrupted installation', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no process and no lock behind after %s',
    async (signal) => {
      const start = command('start');
      const left = await worker();

      start.child.kill(signal);

      expect(await start.ended).toBe(signal);
      expect([left, ...installs()].map(startOf)).toEqual([undefined, undefined]);
      expect(existsSync(inClone('.local/install.lock'))).toBe(false);
    },
  );

  it('does not make the next one fail', async () => {
    const interrupted = command('start');
    await worker();
    interrupted.child.kill('SIGINT');
    await interrupted.ended;
    letGo();

    const start = command('start');

    expect(await start.ended).toBe(0);
    expect(start.output()).toContain('handed over start');
  });

  it('prints the error if npm ci fails', async () => {
    writeFileSync(inClone('npm.js'), 'console.error("npm error network"); process.exit(1)');

    const start = command('start');

    expect(await start.ended).toBe(1);
    expect(start.output()).toContain('npm ci failed:\nnpm error network');
    expect(existsSync(inClone('.local/install.lock'))).toBe(false);
  });
});
