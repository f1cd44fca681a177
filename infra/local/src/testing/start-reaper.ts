import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

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
  return {
    remember: (line) => reaper.stdin.write(`${line}\n`),
    end: async () => {
      const ended = once(reaper, 'exit');
      reaper.ref();
      reaper.stdin.end();
      await ended;
    },
  };
}
