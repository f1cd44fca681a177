import { onPath } from '../paths';
import { portSetting } from '../ports';
import { canInstallDebianPackages, installDebianPackages } from './debian';
import type { Found, ServerKind } from './find-server';

async function install(say: (line: string) => void): Promise<Found | undefined> {
  if (!(await installDebianPackages(['redis-server'], say))) return undefined;
  const command = onPath('redis-server');
  return command ? { how: 'program', command, where: `${command} (apt-get)` } : undefined;
}

export const redis: ServerKind = {
  title: 'Redis',
  settings: ['REDIS_HOST'],
  program: 'redis-server',
  image: 'docker.io/library/redis:7',
  canInstall: canInstallDebianPackages,
  install,
  hint: 'apt-get install redis-server, or brew install redis, or docker pull redis:7, or set REDIS_HOST',
};

/**
 * The port of the Redis that `REDIS_HOST` names.
 *
 * @throws SettingError if it is malformed
 */
export const redisPort = (env: NodeJS.ProcessEnv): number => portSetting(env, 'REDIS_PORT', 6379);

/** An append-only file, because with snapshots alone a kill -9 loses every delayed job. */
export function redisArgs(at: {
  readonly host: string;
  readonly port: number;
  readonly dir: string;
}): string[] {
  return [
    ...['--bind', at.host, '--port', String(at.port), '--dir', at.dir],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
    ...['--maxmemory-policy', 'noeviction'],
  ];
}
