import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

import { maskCardNumbers } from './card-numbers';
import { currentRequestId } from './request-context';

export type { Logger } from 'pino';

/** The levels that `LOG_LEVEL` may name. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * A logger of one JSON object a line, each with the service's name and the request that it belongs to. No line has a
 * card number, wherever an error may have it from.
 *
 * @param service who speaks
 * @param level the least important level that is still written
 * @param destination where to; the process's output without it
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
      return requestId === undefined ? {} : { requestId };
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
};

/** Writes nothing: for tests of what does not log. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
