import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, onPath } from '../paths';
import { run } from '../run';
import type { Found, ServerKind } from './find-server';

const MODULE = 'github.com/nats-io/nats-streaming-server@v0.25.6';
const BUILD_MS = 15 * 60_000;

/** nats-streaming-server by Go's module proxy, kept for the next time. */
async function install(say: (line: string) => void): Promise<Found | undefined> {
  const folder = path.join(cacheFolder(), 'bin');
  const command = path.join(folder, 'nats-streaming-server');
  if (!existsSync(command)) {
    const go = onPath('go');
    if (!go) return undefined;
    mkdirSync(folder, { recursive: true });
    say(`go install ${MODULE} (takes about a minute, once)`);
    const { ok, output } = await run(go, ['install', MODULE], {
      env: { GOBIN: folder, GOFLAGS: '' },
      timeoutMs: BUILD_MS,
    });
    if (!ok) {
      say(output.trim());
      return undefined;
    }
  }
  return { how: 'program', command, where: `${command} (built by go install)` };
}

export const nats: ServerKind = {
  title: 'NATS Streaming',
  settings: ['NATS_URL'],
  program: 'nats-streaming-server',
  image: 'docker.io/library/nats-streaming:0.25.6',
  install,
  hint: `install Go (https://go.dev/dl), or docker pull nats-streaming:0.25.6, or set NATS_URL`,
};

/** File store, no limits (the oldest message would be dropped), and quick to give up a dead client. */
export function natsArgs(at: {
  readonly host: string;
  readonly port: number;
  readonly monitorPort: number;
  readonly dir: string;
  readonly clusterId: string;
}): string[] {
  return [
    ...['-cid', at.clusterId, '-st', 'file', '-dir', at.dir],
    ...['-hbi', '5s', '-hbt', '5s', '-hbf', '2', '-mc', '0', '-mm', '0', '-mb', '0'],
    ...['-a', at.host, '-p', String(at.port), '-m', String(at.monitorPort)],
  ];
}
