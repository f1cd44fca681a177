import { linePrinter } from './line-printer';
import { type LogLine, logNames, type LogsToRead, readLogs } from './read-logs';

const everyMs = 200;

/** What {@link followLogs} prints. */
export interface FollowOptions extends LogsToRead {
  readonly json?: boolean;
  readonly isWanted?: (line: LogLine) => boolean;
  readonly print: (text: string) => void;
}

/**
 * Prints the lines of logs as they are written.
 *
 * @returns ends it
 */
export function followLogs({ json = false, isWanted, print, ...logs }: FollowOptions): () => void {
  const { names = [] } = logs;
  const known = names.length > 0 ? names : logNames(logs.folder);
  const show = linePrinter({
    json,
    colours: process.stdout.isTTY && !process.env['NO_COLOR'],
    width: Math.max(...known.map(({ length }) => length)),
  });
  const read = readLogs(logs);
  const printNew = (): void => {
    for (const line of read()) if (!isWanted || isWanted(line)) print(show(line));
  };
  printNew();
  const timer = setInterval(printNew, everyMs);
  return () => {
    printNew();
    clearInterval(timer);
  };
}
