import path from 'node:path';

import { followLogs } from '../logs/follow-logs';
import { type LogLine, logNames } from '../logs/read-logs';
import { nextStopSignal } from './next-stop-signal';
import { stateDir } from './state-dir';

/** The options of the command. */
export interface LogsOptions {
  readonly json?: boolean;
  /** Only the lines of this request, of all that is stored. */
  readonly request?: string;
  /** Only the lines that name this order. */
  readonly order?: string;
}

/**
 * Follows the logs of some services, or all logs, until it is interrupted.
 *
 * @throws Error if there is no such log
 */
export async function logs(names: readonly string[], options: LogsOptions): Promise<void> {
  const { json = false, request, order } = options;
  const folder = path.join(stateDir, 'logs');
  const missing = names.filter((name) => logNames(folder, [name]).length === 0);
  const all = logNames(folder);
  if (all.length === 0) throw new Error('There are no logs yet');
  if (missing.length > 0) throw new Error(`There are logs of: ${all.join(', ')}`);
  const isWanted = ({ text, fields }: LogLine): boolean =>
    (request === undefined || fields?.['requestId'] === request) &&
    (order === undefined || text.includes(order.toLowerCase()));
  const isFiltered = request !== undefined || order !== undefined;
  const end = followLogs({
    folder,
    names,
    json,
    from: isFiltered ? 'start' : 'last lines',
    isWanted,
    print: (text) => console.log(text),
  });
  await nextStopSignal();
  end();
}
