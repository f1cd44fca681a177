import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from '../../src/paths';
import { send } from '../../src/supervisor/identity';
import { soon } from '../support/processes';

const setUp = path.join(repository, 'infra/local/dist/testing/test-servers.js');
const servers = ['Mongod', 'nats-streaming-server', 'redis-server', 'stripe/main.js'];

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has ended
  }
};

const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

describe('the set-up of a test run', () => {
  it('names each server that does not answer, and continues when it does', async () => {
    const script = `require(${JSON.stringify(setUp)}).startTestServers().then((s) => s.close()).then(() => process.exit())`;
    const run = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    run.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(run, 'exit');
    const stopped = new Map<string, number>();

    await soon(() => {
      for (const pid of childrenOf(run.pid ?? 0)) {
        const command = read(`/proc/${pid}/cmdline`);
        const server = servers.find((each) => command.includes(each));
        if (server === undefined || stopped.has(server)) continue;
        send(pid, 'SIGSTOP');
        stopped.set(server, pid);
      }
      return stopped.size === servers.length;
    });
    await soon(
      () =>
        ['mongo', 'nats', 'redis', 'stripe'].every((name) =>
          new RegExp(`Waiting for ${name}: it `).test(output),
        ),
      30_000,
    );
    for (const pid of stopped.values()) send(pid, 'SIGCONT');

    expect([...(await ended), output]).toEqual([0, null, expect.not.stringContaining('Error')]);
  });
});
