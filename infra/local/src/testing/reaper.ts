import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { endOrphans } from '../supervisor/orphans';

/**
 * Waits for the test run to end, in whatever way, and then ends what it started: `pid N`, `stack DIR` and
 * `dir PATH` come as lines, the end of the input is the end of the run.
 */
const pids: number[] = [];
const stacks: string[] = [];
const dirs: string[] = [];

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [kind, value = ''] = line.split(/ (.*)/s);
  if (kind === 'pid') pids.push(Number(value));
  else if (kind === 'stack') stacks.push(value);
  else dirs.push(value);
});

async function endAll(): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      continue; // ended by itself
    }
  }
  for (const stack of stacks) await endOrphans(stack);
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}
lines.on('close', () => void endAll());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
