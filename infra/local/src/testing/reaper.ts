import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Waits for the test run to end, in whatever way, and then ends what it started: `pid N` and `dir PATH`
 * come as lines, the end of the input is the end of the run.
 */
const pids: number[] = [];
const dirs: string[] = [];

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [kind, value = ''] = line.split(/ (.*)/s);
  if (kind === 'pid') pids.push(Number(value));
  else dirs.push(value);
});
lines.on('close', () => {
  for (const pid of pids) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      continue; // ended by itself
    }
  }
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
