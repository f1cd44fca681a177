import { SpanKind } from '@opentelemetry/api';

import type { Bus } from '../bus/bus';
import type { Clock } from '../base/clock';
import type { Id } from '../contracts';
import { createLoop } from '../base/loop';
import type { Logger } from '../base/logger';
import { withoutRequest, withRequest } from '../base/request-context';
import { inSpan } from '../tracing/in-span';
import { currentTraceparent, withTrace } from '../tracing/trace-context';
import { type Outbox, type StoredEvent, toWire } from './outbox';

const sweepIntervalMs = 2_000;
/** A sweep skips younger events: the instance that wrote them still publishes them. */
const ownWriterMs = 5_000;
/** How many aggregates are remembered whose events could not be published. The sweeps publish the others. */
const mostLeft = 10_000;
/** After a reconnection, each instance first publishes what it could not publish itself. Then the sweeps go on. */
const ownFirstMs = 10_000;
const aggregatesPerRound = 64;
const concurrentRounds = 4;
const sweepPage = 512;

const publishing = ({ subject, eventId }: StoredEvent) => ({
  kind: SpanKind.PRODUCER,
  attributes: {
    'messaging.operation.type': 'send',
    'messaging.destination.name': subject,
    'messaging.message.id': eventId,
  },
});

/** Publishes the events of the outbox: immediately after a write, and in sweeps those that remain. */
export interface Relay {
  /**
   * Sweeps now, and then every {@link sweepIntervalMs}. When the bus is back, it publishes the events that this instance
   * could not publish, and sweeps {@link ownFirstMs} later.
   */
  start(): void;
  /**
   * Publishes the events that are older than {@link ownWriterMs}. The first sweep after a start publishes all of them.
   */
  sweep(): Promise<void>;
  /** Resolves when no round is running. */
  drain(): Promise<void>;
  /** Ends the sweeps; resolves when the rounds that are running have ended. */
  stop(): Promise<void>;
}

/** What a relay needs. */
export interface RelayDeps {
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly now: Clock;
  readonly logger: Logger;
  /** Decides which of the sweeps this instance does; by default all. See {@link Lease.alone}. */
  readonly alone?: (work: () => Promise<void>) => () => Promise<void>;
}

/**
 * The relay of one store. It publishes the events of one aggregate in order, and different aggregates concurrently. Two
 * relays may publish the same event, so listeners receive duplicates.
 */
export function createRelay({ bus, outbox, now, logger, ...given }: RelayDeps): Relay {
  const { alone = (work) => work } = given;
  /** Aggregates with events to publish. An event that is its aggregate's only one comes with it; others are read. */
  const queued = new Map<Id, StoredEvent | undefined>();
  const busy = new Set<Id>();
  const rounds = new Set<Promise<void>>();
  /** Aggregates whose events this instance could not publish. */
  const left = new Set<Id>();
  let isFirstSweep = true;
  let sweepsFrom = -Infinity;

  const leave = (aggregateId: Id): void => {
    if (left.size < mostLeft) left.add(aggregateId);
  };

  const enqueue = (aggregateId: Id, onlyEvent?: StoredEvent): void => {
    const isOnly = !queued.has(aggregateId) && !busy.has(aggregateId);
    queued.set(aggregateId, isOnly ? onlyEvent : undefined);
  };

  const nextBatch = (): Map<Id, StoredEvent | undefined> => {
    const batch = new Map<Id, StoredEvent | undefined>();
    for (const [aggregateId, event] of queued) {
      if (batch.size === aggregatesPerRound) break;
      if (busy.has(aggregateId)) continue;
      batch.set(aggregateId, event);
      queued.delete(aggregateId);
      busy.add(aggregateId);
    }
    return batch;
  };

  const eventsOf = async (
    batch: ReadonlyMap<Id, StoredEvent | undefined>,
  ): Promise<StoredEvent[]> => {
    const known = [...batch.values()].filter((event) => event !== undefined);
    const toRead = [...batch].filter(([, event]) => !event).map(([aggregateId]) => aggregateId);
    return toRead.length === 0 ? known : [...known, ...(await outbox.pendingOf(toRead))];
  };

  const publish = (event: StoredEvent): Promise<void> =>
    withTrace(event.traceparent, () =>
      inSpan(`publish ${event.subject}`, publishing(event), () => {
        const traceparent = currentTraceparent();
        return bus.publish(
          event.subject,
          toWire({ ...event, ...(traceparent && { traceparent }) }),
        );
      }),
    );

  const publishInOrder = async (events: readonly StoredEvent[]): Promise<StoredEvent[]> => {
    const published: StoredEvent[] = [];
    for (const event of events) {
      const { eventId, aggregateId, requestId } = event;
      try {
        await publish(event);
      } catch (error) {
        withRequest(requestId, () =>
          logger.warn({ err: error, eventId, aggregateId }, 'an event waits for the bus'),
        );
        leave(aggregateId);
        break;
      }
      published.push(event);
    }
    return published;
  };

  const round = async (batch: ReadonlyMap<Id, StoredEvent | undefined>): Promise<void> => {
    try {
      const events = await eventsOf(batch);
      if (events.length === 0) return;
      await outbox.record(events);
      const published = await Promise.all(
        [...batch.keys()].map((id) =>
          publishInOrder(events.filter(({ aggregateId }) => aggregateId === id)),
        ),
      );
      await outbox.remove(published.flat());
    } catch (error) {
      for (const aggregateId of batch.keys()) leave(aggregateId);
      logger.warn({ err: error }, 'the relay left events to the next sweep');
    } finally {
      for (const aggregateId of batch.keys()) busy.delete(aggregateId);
    }
  };

  const pump = (): void => {
    while (bus.isConnected && rounds.size < concurrentRounds) {
      const batch = nextBatch();
      if (batch.size === 0) return;
      // A round carries the events of many requests.
      const running = withoutRequest(() => round(batch)).finally(() => {
        rounds.delete(running);
        pump();
      });
      rounds.add(running);
    }
  };

  const drain = async (): Promise<void> => {
    while (rounds.size > 0) await Promise.race(rounds);
  };

  const sweep = async (): Promise<void> => {
    if (now().getTime() < sweepsFrom) return;
    // The first sweep need not wait: this process has written nothing yet, so the events are those of one that died.
    const before = new Date(now().getTime() - (isFirstSweep ? 0 : ownWriterMs));
    while (bus.isConnected) {
      const aggregateIds = await outbox.pendingSince(before, sweepPage);
      isFirstSweep = false;
      for (const aggregateId of aggregateIds) enqueue(aggregateId);
      pump();
      await drain();
      if (aggregateIds.length < sweepPage) return;
    }
  };

  const loop = createLoop('relay', sweepIntervalMs, alone(sweep), logger);

  outbox.onWritten((event, isOnly) => {
    if (!bus.isConnected) {
      leave(event.aggregateId);
      return;
    }
    enqueue(event.aggregateId, isOnly ? event : undefined);
    pump();
  });

  return {
    start() {
      loop.start();
      bus.onConnected(() => {
        if (isFirstSweep) loop.kick();
        else sweepsFrom = now().getTime() + ownFirstMs;
        for (const aggregateId of left) enqueue(aggregateId);
        left.clear();
        pump();
      });
    },
    sweep,
    drain,
    async stop() {
      await loop.stop();
      queued.clear();
      await drain();
    },
  };
}
