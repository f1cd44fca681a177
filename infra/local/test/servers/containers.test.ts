import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { redisServer } from '../../src/servers/redis';
import { marked, startOf, statOf } from '../../src/supervisor/identity';
import { Supervisor } from '../../src/supervisor/supervisor';
import { soon } from '../support/processes';

/**
 * A container engine that knows one container: a process apart from its client. Its name is taken until it is removed.
 */
const ENGINE = `#!/bin/sh
cd "$(dirname "$0")"
case $1 in
  run)
    [ ! -e container ] || exit 125
    setsid sleep 1000 & pid=$!
    trap 'kill "$pid"' TERM
    echo "$pid" > container.new
    mv container.new container
    wait "$pid"
    ;;
  rm) [ ! -e container ] || { kill -9 "$(cat container)"; rm container; } ;;
  pause) kill -s STOP "$(cat container)" ;;
  unpause) kill -s CONT "$(cat container)" ;;
  kill) kill -s "\${3#SIG}" "$(cat container)" ;;
esac
`;

const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-containers-'));
const engine = path.join(dir, 'engine');
const container = path.join(dir, 'container');
let supervisor: Supervisor;

const pidInside = async (): Promise<number> => Number(await readFile(container, 'utf8'));
const isGone = (pid: number) => (): boolean => startOf(pid) === undefined;
/** Between the removal of one and the start of the next there is none. */
const isAnother = (before: number) => (): Promise<boolean> =>
  pidInside().then(
    (pid) => pid !== before,
    () => false,
  );

beforeAll(() => writeFile(engine, ENGINE, { mode: 0o755 }));
afterAll(() => rmSync(dir, { recursive: true }));

beforeEach(async () => {
  const found = { how: 'container', engine, image: 'redis', where: 'here' } as const;
  const { specs } = await redisServer(found, { name: 'redis', dir, stackId: 'test' });
  const isReady = (): Promise<boolean> => Promise.resolve(existsSync(container));
  const tiers = [specs.map((spec) => ({ ...spec, isReady }))];
  supervisor = new Supervisor(tiers, { dir, url: 'redis://', firstPauseMs: 10 });
  await supervisor.start('redis');
});

afterEach(async () => {
  await supervisor.close();
  expect(marked(dir)).toEqual([]);
});

/** The engine above needs setsid. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a server in a container', () => {
  it('is killed together with its client, and starts again under its name', async () => {
    const before = await pidInside();

    supervisor.kill('redis', 'SIGKILL');

    await soon(isAnother(before));
    await soon(isGone(before));
    expect(supervisor.processes()).toMatchObject([{ restarts: 1 }]);
  });

  it('is replaced by the next one if only its client has died', async () => {
    const before = await pidInside();

    process.kill(supervisor.processes()[0]?.pid ?? 0, 'SIGKILL');

    await soon(isAnother(before));
    await soon(isGone(before));
  });

  it('is paused and resumed', async () => {
    const pid = await pidInside();

    supervisor.kill('redis', 'SIGSTOP');
    await soon(() => statOf(pid)?.state === 'T');

    supervisor.kill('redis', 'SIGCONT');
    await soon(() => statOf(pid)?.state === 'S');
  });

  it('ends even if it was paused', async () => {
    const pid = await pidInside();
    supervisor.kill('redis', 'SIGSTOP');

    await supervisor.stop('redis');

    await soon(isGone(pid));
  });
});
