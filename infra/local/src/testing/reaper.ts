import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { endOrphans } from '../supervisor/orphans';

/**
 * Cleans up after a test run, even after a killed one. It reads lines: `pid N` (a process group to kill), `stack DIR`
 * (a stack to stop), `dir PATH` (a folder to delete). The run has ended when the input ends.
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
      continue; // the group has already ended
    }
  }
  for (const stack of stacks) await endOrphans(stack);
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}
lines.on('close', () => void endAll());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
