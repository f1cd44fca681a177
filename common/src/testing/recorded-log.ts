import { createLogger, type Logger } from '../base/logger';

/** A line of a log, as it was written. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A logger like a service's own, and what it has written. */
export function recordedLog(): { readonly logger: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as LogLine);
  return { logger: createLogger('test', 'debug', { write }), lines };
}
