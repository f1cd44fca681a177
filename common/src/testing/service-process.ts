import { spawn } from 'node:child_process';

import type { Env } from '../service/settings';
import { eventually } from './eventually';

/** On a busy machine loading the code alone takes a while. */
const startMs = 60_000;

/** A service that runs as its own process, as it does in the cluster. */
export interface ServiceProcess {
  /** Everything that it has written to its output: its log. */
  readonly output: () => string;
  /** Everything that it has written to its error output. */
  readonly errors: () => string;
  /** The status with which it ended; a signal's name where one has killed it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Its address, once it listens. */
  listening(): Promise<string>;
  /** Its address, once it is ready. */
  ready(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a built service on a free port.
 *
 * @param entry its `dist/index.js`
 * @param env its settings, and nothing of the test's own environment
 */
export function startProcess(entry: string, env: Env): ServiceProcess {
  const child = spawn(process.execPath, [entry], {
    env: { PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });

  const inTime = async <T>(check: () => T | Promise<T>): Promise<T> => {
    try {
      return await eventually(check, startMs);
    } catch (error) {
      child.kill('SIGKILL');
      throw new Error(`it did not start:\n${output}${errors}`, { cause: error });
    }
  };
  const listening = (): Promise<string> =>
    inTime(() => {
      const port = /"port":(\d+)/.exec(output)?.[1];
      if (port === undefined) throw new Error('not listening yet');
      return `http://127.0.0.1:${port}`;
    });

  return {
    output: () => output,
    errors: () => errors,
    exited,
    listening,
    async ready() {
      const url = await listening();
      return inTime(async () => {
        const { ok } = await fetch(`${url}/readyz`);
        if (!ok) throw new Error('not ready yet');
        return url;
      });
    },
    kill: (signal) => void child.kill(signal),
  };
}
