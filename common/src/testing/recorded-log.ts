import { createLogger, type Logger } from '../base/logger';

/** A log line, parsed from JSON. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A logger like a service's, and the lines that it has written. */
export function recordedLog(): { readonly logger: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as LogLine);
  return { logger: createLogger('test', 'debug', { write }), lines };
}
