import type { mongo } from 'mongoose';
import { Counter, Histogram, type Metric } from 'prom-client';

import { makeRoom } from '../base/make-room';
import type { WatchedClient } from './heartbeats';

/** The bounds in seconds, up to the time-out of an operation. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Far more than the pool has connections. A command is forgotten if the driver never says how it ended. */
const mostRunning = 1_000;

/** The commands of the services. The driver also reports the handshake of each connection. */
const operations = new Set([
  'find',
  'getMore',
  'aggregate',
  'count',
  'insert',
  'update',
  'delete',
  'findAndModify',
]);

type Started = Pick<mongo.CommandStartedEvent, 'requestId' | 'commandName' | 'command'>;
type Ended = Pick<mongo.CommandSucceededEvent, 'requestId'>;

/** The metrics of a database's commands. */
export interface CommandMetrics {
  readonly all: readonly Metric[];
  /** Counts the commands of a client that has `monitorCommands`. */
  watch(client: WatchedClient): void;
}

export function createCommandMetrics(): CommandMetrics {
  const labelNames = ['operation', 'collection'] as const;
  const durations = new Histogram({
    name: 'database_operation_duration_seconds',
    help: 'Durations of commands of the database',
    labelNames,
    buckets,
    registers: [],
  });
  const errors = new Counter({
    name: 'database_operation_errors_total',
    help: 'Commands of the database that failed, or that got no answer',
    labelNames,
    registers: [],
  });
  const running = new Map<number, { readonly labels: Labels; readonly startedAt: number }>();

  const end = ({ requestId }: Ended, isError: boolean): void => {
    const known = running.get(requestId);
    if (!known) return;
    running.delete(requestId);
    durations.observe(known.labels, (performance.now() - known.startedAt) / 1000);
    if (isError) errors.inc(known.labels);
  };

  return {
    all: [durations, errors],
    watch(client) {
      client.on('commandStarted', ({ requestId, commandName, command }: Started) => {
        if (!operations.has(commandName)) return;
        const { [commandName]: target, collection } = command as Readonly<Record<string, unknown>>;
        const name = commandName === 'getMore' ? collection : target;
        makeRoom(running, requestId, mostRunning);
        running.set(requestId, {
          labels: { operation: commandName, collection: String(name) },
          startedAt: performance.now(),
        });
      });
      client.on('commandSucceeded', (ended: Ended) => end(ended, false));
      client.on('commandFailed', (ended: Ended) => end(ended, true));
    },
  };
}

interface Labels {
  readonly operation: string;
  readonly collection: string;
}
