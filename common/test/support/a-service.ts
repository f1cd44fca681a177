import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { eventually } from '@ticketing-dev/common/testing';

/** A service of one slow route, whose dependency opens when a file is there; see a-service-process.js. */
export interface ServiceProcess {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly url: () => Promise<string>;
  /** Its exit code. */
  readonly ended: () => Promise<number | null>;
}

export function startProcess(env: Record<string, string>): ServiceProcess {
  const child = spawn(process.execPath, [path.join(__dirname, 'a-service-process.js')], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return {
    process: child,
    output: () => output,
    url: () =>
      eventually(() => {
        const port = /"port":(\d+)/.exec(output)?.[1];
        if (port === undefined) throw new Error(`not listening:\n${output}`);
        return `http://127.0.0.1:${port}`;
      }),
    ended: async () => {
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}
