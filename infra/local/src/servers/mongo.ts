import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder, makeCacheFolder, onPath, standInSources } from '../paths';
import { freePort } from '../ports';
import { mongoAnswers } from '../probes';
import { run } from '../run';
import type { ProcessSpec } from '../supervisor/process-spec';
import { canInstallDebianPackages, installDebianPackages } from './debian';
import type { Found, ServerKind } from './find-server';
import { mongoUri } from './mongo-uri';
import { failedToday, onceADay, stampOf } from './once-a-day';
import { loopback, type Server, type ServerAt, serverProcess } from './specs';

const downloadTimeoutMs = 10 * 60_000;
const buildTimeoutMs = 10 * 60_000;

/** Downloads mongod with mongodb-memory-server, in a separate process so that the download can time out. */
async function download(say: (line: string) => void): Promise<Found | undefined> {
  makeCacheFolder('mongod');
  const { ok, output } = await run(process.execPath, [path.join(__dirname, 'download-mongod.js')], {
    timeoutMs: downloadTimeoutMs,
    env: { MONGOMS_MAX_RETRIES: '1' },
  });
  const command = output.trim().split('\n').at(-1) ?? '';
  if (ok && existsSync(command)) {
    return { how: 'program', command, where: `${command} (downloaded by mongodb-memory-server)` };
  }
  say(
    `mongod cannot be downloaded from here. The next attempt is in a day, or after you delete ${stampOf('mongod')}`,
  );
  return undefined;
}

const launcherScript = `#!/bin/sh
exec java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \\
  -cp "$(dirname "$0"):$(dirname "$0")/lib/*" Mongod "$@"
`;

const hasTools = (): boolean => ['java', 'javac', 'mvn'].every((tool) => onPath(tool));

const getTools = async (say: (line: string) => void): Promise<boolean> =>
  hasTools() ||
  ((await installDebianPackages(['openjdk-17-jdk-headless', 'maven'], say)) && hasTools());

/**
 * Builds mongo-java-server with mongod's command line. It is built in another folder and renamed, so that two clones
 * can build concurrently.
 *
 * @returns the path of the launcher; undefined if it cannot be built here
 */
export async function buildStandIn(say: (line: string) => void): Promise<string | undefined> {
  const folder = path.join(cacheFolder(), 'mongod-standin-4');
  const launcher = path.join(folder, 'mongod');
  if (existsSync(launcher) && onPath('java')) return launcher;
  if (!(await getTools(say))) return undefined;

  say('Building the stand-in for mongod (Maven, once)');
  const lib = makeCacheFolder(`${path.basename(folder)}.${process.pid}`, 'lib');
  const build = path.dirname(lib);
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [
      'mvn',
      [
        ...['-q', '-B', '-f', path.join(standInSources, 'pom.xml')],
        ...['dependency:copy-dependencies', `-DoutputDirectory=${lib}`],
      ],
    ],
    ['javac', ['-cp', `${lib}/*`, '-d', build, path.join(standInSources, 'Mongod.java')]],
  ];
  for (const [command, args] of steps) {
    const { ok, output } = await run(command, args, { timeoutMs: buildTimeoutMs });
    if (ok) continue;
    say(output.trim());
    await rm(build, { recursive: true, force: true });
    return undefined;
  }
  await writeFile(path.join(build, 'mongod'), launcherScript, { mode: 0o755 });
  await rename(build, folder).catch(() => rm(build, { recursive: true, force: true }));
  return launcher;
}

/** Whether this `mongod` is the stand-in. */
export function isStandIn(command: string): boolean {
  return command.includes('mongod-standin');
}

async function install(say: (line: string) => void): Promise<Found | undefined> {
  const downloaded = await onceADay('mongod', () => download(say));
  if (downloaded) return downloaded;
  const command = await buildStandIn(say);
  if (!command) return undefined;
  return {
    how: 'program',
    command,
    where: `${command} (mongo-java-server, a stand-in for trying and testing)`,
  };
}

export const mongo: ServerKind = {
  title: 'MongoDB',
  settings: ['MONGO_URI'],
  program: 'mongod',
  image: 'docker.io/library/mongo:7',
  canInstall: () => failedToday('mongod') === undefined || hasTools() || canInstallDebianPackages(),
  install,
  hint: 'install mongod (https://www.mongodb.com/docs/manual/installation), or docker pull mongo:7, or a JDK 17 with Maven for the stand-in, or set MONGO_URI',
};

const mongodFlags = (host: string, port: number, dir: string): string[] => [
  ...['--bind_ip', host, '--port', String(port), '--dbpath', dir],
];

/**
 * A MongoDB for each name. Each has its own process. With the stand-in one process serves all, because a JVM is large,
 * unless `apart` asks for processes that can fail one at a time.
 */
export async function mongoServers(
  found: Found,
  databases: readonly string[],
  at: Omit<ServerAt, 'name'> & { readonly apart: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<Server<Readonly<Record<string, string>>>> {
  const uris: Record<string, string> = {};
  const wanted: { name: string; port: number; dir: string }[] = [];
  for (const database of databases) {
    const own = at.env[`${database.toUpperCase()}_MONGO_URI`];
    const given = own || (found.how === 'address' && mongoUri(found.address, database));
    if (given) {
      uris[database] = given;
      continue;
    }
    const port = await freePort();
    const name = `${database}-mongo`;
    wanted.push({ name, port, dir: path.join(at.dir, name) });
    uris[database] = mongoUri(`mongodb://${loopback}:${port}`, database);
  }
  if (found.how === 'address' || wanted.length === 0) return { specs: [], at: uris };

  for (const { dir } of wanted) mkdirSync(dir, { recursive: true });
  if (found.how === 'program' && isStandIn(found.command) && !at.apart) {
    const spec: ProcessSpec = {
      name: 'mongo',
      command: found.command,
      args: wanted.flatMap(({ port, dir }) => mongodFlags(loopback, port, dir)),
      cwd: at.dir,
      env: {},
      url: wanted.map(({ port }) => `mongodb://${loopback}:${port}`).join(' '),
      isReady: async () =>
        (await Promise.all(wanted.map(({ port }) => mongoAnswers(port)))).every(Boolean),
    };
    return { specs: [spec], at: uris };
  }
  const specs = wanted.map(({ name, port, dir }) =>
    serverProcess({
      name,
      found,
      dir,
      dirInside: '/data/db',
      stackId: at.stackId,
      ports: [[port, 27017]],
      args: ({ host, dir: inside, ports: [first = 0] }) => mongodFlags(host, first, inside),
      url: `mongodb://${loopback}:${port}`,
      isReady: () => mongoAnswers(port),
    }),
  );
  return { specs, at: uris };
}
