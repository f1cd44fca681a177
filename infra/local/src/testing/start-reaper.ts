import { spawn } from 'node:child_process';
import path from 'node:path';

import { waitFor } from '../wait-for';

/** It stops stacks gracefully, which takes about 10 s for each one that ignores signals. */
const endTimeoutMs = 120_000;

export interface Reaper {
  /** `pid N`, `stack DIR` or `dir PATH`. */
  readonly remember: (line: string) => void;
  readonly end: () => Promise<void>;
}

/** Starts a process that cleans up when the test run ends, even if the run is killed. */
export function startReaper(): Reaper {
  const reaper = spawn(process.execPath, [path.join(__dirname, 'reaper.js')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  reaper.unref();
  // If the reaper is killed, nothing is cleaned up, but the run still ends.
  reaper.stdin.on('error', () => undefined);
  const isGone = (): boolean => reaper.exitCode !== null || reaper.signalCode !== null;
  return {
    remember: (line) => reaper.stdin.write(`${line}\n`),
    end: async () => {
      reaper.ref();
      reaper.stdin.end();
      if (!(await waitFor(isGone, { timeoutMs: endTimeoutMs }))) reaper.kill('SIGKILL');
    },
  };
}
