import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder, makeCacheFolder, onPath, standInSources } from '../paths';
import { run } from '../run';
import { canInstallDebianPackages, installDebianPackages } from './debian';
import type { Found, ServerKind } from './find-server';
import { failedToday, onceADay, stampOf } from './once-a-day';

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
