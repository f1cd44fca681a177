import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

import { maskCardNumbers } from './card-numbers';
import { currentTraceId } from './current-trace-id';
import { currentRequestId } from './request-context';

export type { Logger } from 'pino';

/** The levels that `LOG_LEVEL` may name. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * A logger that writes one JSON object for each line, with the service's name and the ids of the current request and trace. Card numbers
 * are masked in every line, including those in errors.
 *
 * @param service the service's name
 * @param level the least important level that is written
 * @param destination the stream that it writes to; by default the standard output
 */
export const createLogger = (
  service: string,
  level: LogLevel,
  destination?: DestinationStream,
): Logger => {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: pino.stdSerializers.err },
    hooks: { streamWrite: maskCardNumbers },
    mixin: () => {
      const requestId = currentRequestId();
      const traceId = currentTraceId();
      return {
        ...(requestId !== undefined && { requestId }),
        ...(traceId !== undefined && { traceId }),
      };
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
};

/** A logger that writes nothing, for tests that are not about logs. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
