import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from '../paths';
import { serviceNames } from '../stack/services';
import { isRunning, readState, type StackState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

const program = path.join(repository, 'infra/ops/dist/index.js');

/** Runs a command of operators, for the platform that runs here unless the environment names another one. */
export function ops(args: readonly string[]): void {
  const state = readState(stateDir);
  const here = isRunning(state) ? { ...addressesOf(state), ...keptToken() } : {};
  const env = { ...here, ...process.env, OPS_NAME: 'npm run ops --' };
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
}

/** The settings that name each service's instances. */
const addressesOf = ({ processes }: StackState): Record<string, string> =>
  Object.fromEntries(
    serviceNames.map((service) => [
      `${service.toUpperCase()}_OPERATORS_URL`,
      processes
        .flatMap(({ name, operatorUrl = '' }) =>
          name.replace(/-\d+$/, '') === service ? [operatorUrl] : [],
        )
        .join(),
    ]),
  );

/** The token that `npm start` made. */
function keptToken(): Record<string, string> {
  try {
    return { OPS_TOKEN: readFileSync(path.join(stateDir, 'ops-token'), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
