import { execFile } from 'node:child_process';
import path from 'node:path';

import { repository, serviceNames, type Stack } from '@ticketing-dev/local';

const program = path.join(repository, 'infra/ops/dist/index.js');
const mostBytes = 64 * 1024 * 1024;

/** How a command of operators ended. */
export interface OpsRun {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command of operators for a stack, in a process of its own. */
export function ops(
  stack: Pick<Stack, 'processes' | 'opsToken'>,
  ...args: readonly string[]
): Promise<OpsRun> {
  const addresses = serviceNames.map((service) => {
    const own = stack.processes().filter(({ name }) => name.replace(/-\d+$/, '') === service);
    const urls = own.map(({ operatorUrl = '' }) => operatorUrl);
    return [`${service.toUpperCase()}_OPERATORS_URL`, urls.join()];
  });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...(Object.fromEntries(addresses) as Record<string, string>),
    OPS_TOKEN: stack.opsToken,
    OPERATOR: 'e2e',
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env, maxBuffer: mostBytes },
      (error, output, errors) => {
        const code = error?.code;
        resolve({ exitCode: error ? (typeof code === 'number' ? code : -1) : 0, output, errors });
      },
    );
  });
}
