import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { freePort } from '../ports';
import { httpAnswers, postgresAnswers } from '../probes';
import { run } from '../run';
import { mongoUri } from '../servers/mongo-uri';
import type { ProcessSpec } from '../supervisor/process-spec';
import { inside, mounted } from './chroot';
import { type Installation, postgresBin } from './install';

const loopback = '127.0.0.1';
const copyTimeoutMs = 60_000;
const dataInside = '/mnt';
/** Concurrent inserts of a unique value can deadlock. PostgreSQL aborts one of them after this time. */
const deadlockMs = 10;

/** The database of one service: PostgreSQL, and FerretDB, which serves it with MongoDB's protocol. */
export interface DurableDatabase {
  readonly uri: string;
  readonly postgres: ProcessSpec;
  readonly ferretdb: ProcessSpec;
}

/** Copied to another folder and renamed, so that an incomplete copy is never used as a cluster. */
async function makeCluster(template: string, dir: string): Promise<void> {
  if (existsSync(dir)) return;
  const copy = `${dir}.${process.pid}`;
  const { ok, output } = await run('cp', ['-a', '--reflink=auto', template, copy], {
    timeoutMs: copyTimeoutMs,
  });
  if (!ok) {
    await rm(copy, { recursive: true, force: true });
    throw new Error(`The empty cluster could not be copied: ${output}`);
  }
  await rename(copy, dir);
}

/**
 * PostgreSQL in its own pid namespace: a kill -9 ends all of its backends together, like a crash of the machine. TERM
 * becomes INT, because PostgreSQL would wait for FerretDB to disconnect after TERM.
 */
function postgresCommand(root: string, dir: string, port: number): string[] {
  const server = inside(
    root,
    [
      `${postgresBin}/postgres`,
      ...['-D', dataInside, '-p', String(port)],
      ...['-c', `deadlock_timeout=${deadlockMs}ms`],
    ],
    'postgres',
  );
  const script = [
    `${server} & pid=$!`,
    `trap 'kill -INT "$pid"' TERM`,
    'until wait "$pid" || ! kill -0 "$pid" 2>/dev/null; do :; done',
  ].join('\n');
  const namespaces = ['--mount', '--propagation', 'private', '--pid', '--fork'];
  return [...namespaces, 'sh', '-c', mounted(root, [[dir, dataInside]], script)];
}

/** @param dir the folder for the data of all databases, with a subfolder for each */
export async function durableDatabase(
  { root, template, ferretdb }: Installation,
  service: string,
  dir: string,
): Promise<DurableDatabase> {
  const data = path.join(dir, `${service}-postgres`);
  const state = path.join(dir, `${service}-mongo`);
  mkdirSync(state, { recursive: true });
  await makeCluster(template, data);
  const [postgresPort, port, debugPort] = [await freePort(), await freePort(), await freePort()];
  const postgresUrl = `postgres://postgres@${loopback}:${postgresPort}/postgres`;
  const url = `mongodb://${loopback}:${port}`;
  return {
    uri: mongoUri(url, service),
    postgres: {
      name: `${service}-postgres`,
      command: 'unshare',
      args: postgresCommand(root, data, postgresPort),
      cwd: dir,
      env: { LC_ALL: 'C.UTF-8' },
      url: postgresUrl,
      isReady: () => postgresAnswers(postgresPort),
    },
    ferretdb: {
      name: `${service}-mongo`,
      command: ferretdb,
      args: [
        ...['--no-auth', '--telemetry=disable', '--log-level=WARN', '--state-dir', state],
        ...['--listen-addr', `${loopback}:${port}`, '--debug-addr', `${loopback}:${debugPort}`],
        ...['--postgresql-url', postgresUrl],
      ],
      cwd: state,
      env: {},
      url,
      isReady: () => httpAnswers(`http://${loopback}:${debugPort}/debug/readyz`),
    },
  };
}
