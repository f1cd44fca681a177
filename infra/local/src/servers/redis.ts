import { onPath } from '../paths';
import { freePort, portSetting } from '../ports';
import { redisAnswers } from '../probes';
import { canInstallDebianPackages, installDebianPackages } from './debian';
import type { Found, ServerKind } from './find-server';
import { loopback, type Server, type ServerAt, serverProcess } from './specs';

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
const persistence = [
  ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
  ...['--maxmemory-policy', 'noeviction'],
];

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** Plans Redis. A given address gets its port from `REDIS_PORT`. */
export async function redisServer(
  found: Found,
  at: ServerAt,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Server<RedisAddress>> {
  if (found.how === 'address') {
    return { specs: [], at: { host: found.address, port: redisPort(env) } };
  }
  const port = await freePort();
  const spec = serverProcess({
    ...at,
    found,
    dirInside: '/data',
    ports: [[port, 6379]],
    args: ({ host, dir, ports: [first = 0] }) => [
      ...['--bind', host, '--port', String(first), '--dir', dir],
      ...persistence,
    ],
    url: `redis://${loopback}:${port}`,
    isReady: () => redisAnswers(port),
  });
  return { specs: [spec], at: { host: loopback, port } };
}
