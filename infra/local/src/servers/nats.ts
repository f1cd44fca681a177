import { onPath } from '../paths';
import { freePort } from '../ports';
import { httpAnswers } from '../probes';
import type { Found, ServerKind } from './find-server';
import { goInstall, goInstalled } from './go-install';
import { repairNatsStore } from './nats-store';
import { loopback, type Server, type ServerAt, serverProcess } from './specs';

/** The cluster id of a NATS Streaming server that the stack starts. */
export const natsClusterId = 'ticketing';

const natsModule = 'github.com/nats-io/nats-streaming-server@v0.25.6';

async function install(say: (line: string) => void): Promise<Found | undefined> {
  const command = await goInstall(natsModule, say);
  return command
    ? { how: 'program', command, where: `${command} (built by go install)` }
    : undefined;
}

export const nats: ServerKind = {
  title: 'NATS Streaming',
  settings: ['NATS_URL'],
  program: 'nats-streaming-server',
  image: 'docker.io/library/nats-streaming:0.25.6',
  kept: (env) => goInstalled(natsModule, env),
  canInstall: () => onPath('go') !== undefined,
  install,
  hint: `install Go (https://go.dev/dl), or docker pull nats-streaming:0.25.6, or set NATS_URL`,
};

/** A file store without limits, which would drop the oldest message. Short heartbeats detect a dead client quickly. */
const storeAndHeartbeats = [
  ...['-cid', natsClusterId, '-st', 'file', '-mc', '0', '-mm', '0', '-mb', '0'],
  ...['-hbi', '5s', '-hbt', '5s', '-hbf', '2'],
];

/** Plans NATS Streaming. Its store is repaired before each start. */
export async function natsServer(found: Found, at: ServerAt): Promise<Server<string>> {
  if (found.how === 'address') return { specs: [], at: found.address };
  const port = await freePort();
  const monitorPort = await freePort();
  const url = `nats://${loopback}:${port}`;
  const spec = serverProcess({
    ...at,
    found,
    dirInside: '/data',
    ports: [
      [port, 4222],
      [monitorPort, 8222],
    ],
    args: ({ host, dir, ports: [client = 0, monitor = 0] }) => [
      ...storeAndHeartbeats,
      ...['-dir', dir, '-a', host, '-p', String(client), '-m', String(monitor)],
    ],
    url,
    isReady: () => httpAnswers(`http://${loopback}:${monitorPort}/streaming/serverz`),
  });
  return { specs: [{ ...spec, repair: () => repairNatsStore(at.dir) }], at: url };
}
