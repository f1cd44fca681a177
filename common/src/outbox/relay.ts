import type { Bus } from '../bus/bus';
import type { Clock } from '../base/clock';
import type { Id } from '../contracts';
import { createLoop } from '../base/loop';
import type { Logger } from '../base/logger';
import { withoutRequest, withRequest } from '../base/request-context';
import { type Outbox, type StoredEvent, toWire } from './outbox';

const sweepIntervalMs = 2_000;
/** Younger events are still in the hands of the instance that wrote them. */
const patienceMs = 5_000;
const aggregatesPerRound = 64;
const roundsAtOnce = 4;
const sweepPage = 512;

/** Takes events from the outbox to the bus: at once after a write, and in sweeps for whatever was left behind. */
export interface Relay {
  /** Sweeps now and every few seconds from now on, and at every reconnection of the bus. */
  start(): void;
  /** Publishes everything that has waited for longer than the instance that wrote it needs. */
  sweep(): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** What a relay needs. */
export interface RelayDeps {
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly now: Clock;
  readonly logger: Logger;
}

/**
 * A relay of one store. Events of one aggregate go out in order, those of different ones side by side. Two relays may
 * publish the same event, so listeners see some twice.
 */
export function createRelay({ bus, outbox, now, logger }: RelayDeps): Relay {
  /** Aggregates to look at; one that was just inserted comes with its only event, others are read. */
  const wanted = new Map<Id, StoredEvent | undefined>();
  const busy = new Set<Id>();
  const rounds = new Set<Promise<void>>();
  let isFirstSweep = true;

  const want = (aggregateId: Id, event?: StoredEvent): void => {
    const isNews = event?.version === 0 && !wanted.has(aggregateId) && !busy.has(aggregateId);
    wanted.set(aggregateId, isNews ? event : undefined);
  };

  const takeRound = (): Map<Id, StoredEvent | undefined> => {
    const taken = new Map<Id, StoredEvent | undefined>();
    for (const [aggregateId, event] of wanted) {
      if (taken.size === aggregatesPerRound) break;
      if (busy.has(aggregateId)) continue;
      taken.set(aggregateId, event);
      wanted.delete(aggregateId);
      busy.add(aggregateId);
    }
    return taken;
  };

  const eventsOf = async (
    taken: ReadonlyMap<Id, StoredEvent | undefined>,
  ): Promise<StoredEvent[]> => {
    const inHand = [...taken.values()].filter((event) => event !== undefined);
    const toRead = [...taken].filter(([, event]) => !event).map(([aggregateId]) => aggregateId);
    return toRead.length === 0 ? inHand : [...inHand, ...(await outbox.pendingOf(toRead))];
  };

  const publishInOrder = async (events: readonly StoredEvent[]): Promise<StoredEvent[]> => {
    const published: StoredEvent[] = [];
    for (const event of events) {
      const { eventId, aggregateId, requestId } = event;
      try {
        await bus.publish(event.subject, toWire(event));
      } catch (error) {
        withRequest(requestId, () =>
          logger.warn({ err: error, eventId, aggregateId }, 'an event waits for the bus'),
        );
        break;
      }
      published.push(event);
    }
    return published;
  };

  const round = async (taken: ReadonlyMap<Id, StoredEvent | undefined>): Promise<void> => {
    try {
      const events = await eventsOf(taken);
      if (events.length === 0) return;
      await outbox.record(events);
      const published = await Promise.all(
        [...taken.keys()].map((id) =>
          publishInOrder(events.filter(({ aggregateId }) => aggregateId === id)),
        ),
      );
      await outbox.remove(published.flat());
    } catch (error) {
      logger.warn({ err: error }, 'the relay left events to the next sweep');
    } finally {
      for (const aggregateId of taken.keys()) busy.delete(aggregateId);
    }
  };

  const pump = (): void => {
    while (bus.isConnected && rounds.size < roundsAtOnce) {
      const taken = takeRound();
      if (taken.size === 0) return;
      // A round carries the events of many requests.
      const running = withoutRequest(() => round(taken)).finally(() => {
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
    // What was left behind by a process that died needs no patience: this one has written nothing yet.
    const before = new Date(now().getTime() - (isFirstSweep ? 0 : patienceMs));
    while (bus.isConnected) {
      const aggregateIds = await outbox.pendingSince(before, sweepPage);
      isFirstSweep = false;
      for (const aggregateId of aggregateIds) want(aggregateId);
      pump();
      await drain();
      if (aggregateIds.length < sweepPage) return;
    }
  };

  const loop = createLoop('relay', sweepIntervalMs, sweep, logger);

  outbox.onWritten((event) => {
    // Without the bus the outbox itself is the queue.
    if (!bus.isConnected) return;
    want(event.aggregateId, event);
    pump();
  });

  return {
    start() {
      loop.start();
      bus.onConnected(() => {
        isFirstSweep = true;
        loop.kick();
      });
    },
    sweep,
    drain,
    async stop() {
      await loop.stop();
      wanted.clear();
      await drain();
    },
  };
}
