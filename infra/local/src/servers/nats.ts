import { onPath } from '../paths';
import type { Found, ServerKind } from './find-server';
import { goInstall, goInstalled } from './go-install';

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
export function natsArgs(at: {
  readonly host: string;
  readonly port: number;
  readonly monitorPort: number;
  readonly dir: string;
}): string[] {
  return [
    ...['-cid', natsClusterId, '-st', 'file', '-dir', at.dir],
    ...['-hbi', '5s', '-hbt', '5s', '-hbf', '2', '-mc', '0', '-mm', '0', '-mb', '0'],
    ...['-a', at.host, '-p', String(at.port), '-m', String(at.monitorPort)],
  ];
}
