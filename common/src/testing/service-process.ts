import { spawn } from 'node:child_process';

import type { Env } from '../base/settings';
import { eventually } from './eventually';

/** Long, because loading the code takes a while on a busy machine. */
const startTimeoutMs = 60_000;

/** The addresses of a service. */
export interface ServiceAddresses {
  /** The API. */
  readonly url: string;
  /** Probes, metrics, parked messages. */
  readonly operatorUrl: string;
}

/** A service that runs as a separate process, as it does in the cluster. */
export interface ServiceProcess {
  /** Its standard output so far, which is its log. */
  readonly output: () => string;
  /** Its error output so far. */
  readonly errors: () => string;
  /** Its exit status, or the signal's name if a signal killed it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Resolves with its addresses when it listens. Otherwise kills it after {@link startTimeoutMs} and throws. */
  listening(): Promise<ServiceAddresses>;
  /** Resolves with its addresses when it is ready. Otherwise kills it after {@link startTimeoutMs} and throws. */
  ready(): Promise<ServiceAddresses>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a built service on free ports.
 *
 * @param entry the path of its `dist/index.js`
 * @param env its settings; it inherits nothing from the test's environment
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

  const withinStartTimeout = async <T>(check: () => T | Promise<T>): Promise<T> => {
    try {
      return await eventually(check, startTimeoutMs);
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
    withinStartTimeout(() => ({ url: addressOf('port'), operatorUrl: addressOf('operatorPort') }));

  return {
    output: () => output,
    errors: () => errors,
    exited,
    listening,
    async ready() {
      const addresses = await listening();
      return withinStartTimeout(async () => {
        const { ok } = await fetch(`${addresses.operatorUrl}/readyz`);
        if (!ok) throw new Error('not ready yet');
        return addresses;
      });
    },
    kill: (signal) => void child.kill(signal),
  };
}
