import { spawn } from 'node:child_process';
import path from 'node:path';

import { waitFor } from '../wait-for';

/** It ends stacks in good order: some 10 s for each that does not listen to signals. */
const END_MS = 120_000;

export interface Reaper {
  /** `pid N`, `stack DIR` or `dir PATH`. */
  readonly remember: (line: string) => void;
  readonly end: () => Promise<void>;
}

/** Ends what it is told of when the test run ends, even by a kill. */
export function startReaper(): Reaper {
  const reaper = spawn(process.execPath, [path.join(__dirname, 'reaper.js')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  reaper.unref();
  // Somebody may kill it: what it was told of is then left behind, but nobody waits for it.
  reaper.stdin.on('error', () => undefined);
  const isGone = (): boolean => reaper.exitCode !== null || reaper.signalCode !== null;
  return {
    remember: (line) => reaper.stdin.write(`${line}\n`),
    end: async () => {
      reaper.ref();
      reaper.stdin.end();
      if (!(await waitFor(isGone, { timeoutMs: END_MS }))) reaper.kill('SIGKILL');
    },
  };
}
