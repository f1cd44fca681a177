import { existsSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder, makeCacheFolder, onPath } from '../paths';
import { run } from '../run';
import { canInstallDebianPackages, installDebianPackages } from '../servers/debian';
import { inside, type Mount, runMounted } from './chroot';
import { findFerretdb } from './ferretdb';

const debianMirror = 'http://deb.debian.org/debian';
const postgresPackage = 'postgresql-18-documentdb';
const stepTimeoutMs = 20 * 60_000;

export const postgresBin = '/usr/lib/postgresql/18/bin';
/** An empty PostgreSQL cluster with the extension. Each database is a copy of it. */
const templateInside = '/srv/template';

type Say = (line: string) => void;

/** The programs of the durable database. */
export interface Installation {
  /** A small Debian with PostgreSQL in it. */
  readonly root: string;
  readonly template: string;
  readonly ferretdb: string;
}

/** These differ from PostgreSQL's defaults, with which no acknowledged transaction is lost. */
const settings = `
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
cron.use_background_workers = on
cron.log_run = off
cron.log_statement = off
jit = off
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
`;

/** FerretDB builds indexes before it answers, so the job that searches for unbuilt ones every two seconds is off. */
const schema = [
  'CREATE EXTENSION documentdb CASCADE',
  "UPDATE cron.job SET active = false WHERE jobname LIKE 'documentdb_index_build%'",
].join('\n');

async function must(what: string, step: Promise<{ ok: boolean; output: string }>): Promise<void> {
  const { ok, output } = await step;
  if (!ok) throw new Error(`${what} failed:\n${output.trim()}`);
}

async function debootstrap(say: Say): Promise<string> {
  const found = (): string | undefined =>
    onPath('debootstrap') ?? ['/usr/sbin/debootstrap'].find((file) => existsSync(file));
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(
      'The durable database needs root on Linux, because it runs in its own small Debian. On other systems run a mongod and use --database mongodb://…',
    );
  }
  const command =
    found() ?? ((await installDebianPackages(['debootstrap'], say)) ? found() : undefined);
  if (!command) {
    const how = canInstallDebianPackages() ? 'could not be installed' : 'is not installed';
    throw new Error(`debootstrap ${how}; the durable database needs it`);
  }
  return command;
}

async function installPostgres(root: string, say: Say): Promise<void> {
  const command = await debootstrap(say);
  say(`debootstrap --variant=minbase sid ${root} (once, takes a minute or two)`);
  const shell = ['unshare', '--mount', '--propagation', 'private', command];
  const args = [...shell, '--variant=minbase', 'sid', root, debianMirror];
  await must('debootstrap', run('nice', args, { timeoutMs: stepTimeoutMs }));

  say(`apt-get install ${postgresPackage}, in there`);
  // The package must start no server and create no cluster: the cluster is created below.
  await writeFile(path.join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', {
    mode: 0o755,
  });
  await mkdir(path.join(root, 'etc/postgresql-common'), { recursive: true });
  await writeFile(
    path.join(root, 'etc/postgresql-common/createcluster.conf'),
    'create_main_cluster = false\n',
  );
  // A mirror that has not been updated for a week is still signed.
  const anyAge = ['-o', 'Acquire::Check-Valid-Until=false'];
  const apt = (...args: string[]): string => inside(root, ['apt-get', '-qq', ...anyAge, ...args]);
  const script = [
    apt('update'),
    apt('install', '-y', '--no-install-recommends', postgresPackage),
    apt('clean'),
  ];
  await must('apt-get', runMounted(root, [], script.join('\n'), stepTimeoutMs));
}

async function makeTemplate(root: string, say: Say): Promise<void> {
  say('initdb, create extension documentdb');
  const template = root + templateInside;
  const asPostgres = (...args: string[]): string => inside(root, args, 'postgres');
  const mounts: Mount[] = [];
  await mkdir(template, { recursive: true });
  const initdb = [
    `${postgresBin}/initdb`,
    ...['-D', templateInside, '-A', 'trust', '-U', 'postgres', '--no-instructions'],
    ...['-E', 'UTF8', '--locale', 'C.UTF-8'],
  ];
  const prepare = [
    inside(root, ['chown', 'postgres:postgres', templateInside]),
    asPostgres(...initdb),
  ];
  await must('initdb', runMounted(root, mounts, prepare.join('\n'), stepTimeoutMs));
  await appendFile(path.join(template, 'postgresql.conf'), settings);
  const single = asPostgres(
    `${postgresBin}/postgres`,
    '--single',
    '-D',
    templateInside,
    'postgres',
  );
  const create = `${single} <<'SQL'\n${schema}\nSQL`;
  await must('create extension', runMounted(root, mounts, create, stepTimeoutMs));
}

/** Built in another folder and renamed, so that the result is complete and two clones can build concurrently. */
async function postgres(say: Say): Promise<string> {
  const root = path.join(cacheFolder(), 'postgresql-18-documentdb-1');
  if (existsSync(root)) return root;
  const build = makeCacheFolder(`${path.basename(root)}.${process.pid}`);
  try {
    await installPostgres(build, say);
    await makeTemplate(build, say);
    await rename(build, root).catch((error: unknown) => {
      if (!existsSync(root)) throw error;
    });
  } finally {
    await rm(build, { recursive: true, force: true });
  }
  return root;
}

/** Finds or installs PostgreSQL 18 with DocumentDB, and FerretDB. */
export async function installDurable(say: Say): Promise<Installation> {
  const root = await postgres(say);
  const ferretdb = await findFerretdb(say);
  say(`PostgreSQL 18 with DocumentDB: ${root}`);
  say(`FerretDB 2: ${ferretdb}`);
  return { root, template: root + templateInside, ferretdb };
}
