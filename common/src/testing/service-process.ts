import { spawn } from 'node:child_process';

import type { Env } from '../base/settings';
import { eventually } from './eventually';

/** On a busy machine loading the code alone takes a while. */
const startMs = 60_000;

/** Where a service answers. */
export interface ServiceAddresses {
  /** The API. */
  readonly url: string;
  /** Probes, metrics, parked messages. */
  readonly operatorUrl: string;
}

/** A service that runs as its own process, as it does in the cluster. */
export interface ServiceProcess {
  /** Everything that it has written to its output: its log. */
  readonly output: () => string;
  /** Everything that it has written to its error output. */
  readonly errors: () => string;
  /** The status with which it ended; a signal's name where one has killed it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Its addresses, once it listens. */
  listening(): Promise<ServiceAddresses>;
  /** Its addresses, once it is ready. */
  ready(): Promise<ServiceAddresses>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a built service on free ports.
 *
 * @param entry its `dist/index.js`
 * @param env its settings, and nothing of the test's own environment
 */
export function startProcess(entry: string, env: Env): ServiceProcess {
  const child = spawn(process.execPath, [entry], {
    env: { PORT: '0', OPERATOR_PORT: '0', HOST: '127.0.0.1', ...env },
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
  const addressOf = (name: string): string => {
    const port = new RegExp(`"${name}":(\\d+)`).exec(output)?.[1];
    if (port === undefined) throw new Error('not listening yet');
    return `http://127.0.0.1:${port}`;
  };
  const listening = (): Promise<ServiceAddresses> =>
    inTime(() => ({ url: addressOf('port'), operatorUrl: addressOf('operatorPort') }));

  return {
    output: () => output,
    errors: () => errors,
    exited,
    listening,
    async ready() {
      const addresses = await listening();
      return inTime(async () => {
        const { ok } = await fetch(`${addresses.operatorUrl}/readyz`);
        if (!ok) throw new Error('not ready yet');
        return addresses;
      });
    },
    kill: (signal) => void child.kill(signal),
  };
}
