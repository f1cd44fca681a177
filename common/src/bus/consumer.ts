import { SpanKind } from '@opentelemetry/api';

import { maskCardNumbers } from '../base/card-numbers';
import type { Clock } from '../base/clock';
import type { Subjects } from '../contracts';
import { DependencyError } from '../errors/unavailable-error';
import type { Logger } from '../base/logger';
import { makeRoom } from '../base/make-room';
import { withRequest } from '../base/request-context';
import { inSpan } from '../tracing/in-span';
import { withTrace } from '../tracing/trace-context';
import type { Bus, Delivery } from './bus';
import type { DurableListener } from './durable-listener';
import { type MessageIds, messageIds } from './message-ids';
import { MalformedMessageError, parseMessage } from './parse-message';
import type { ParkedMessage, ParkingLot } from './parking';

/**
 * A message is parked when its listener has failed so often at one instance. Deliveries that failed because a dependency
 * was unavailable do not count, so that the bus's count of redeliveries is of no use here.
 */
const failuresBeforeParking = 5;
/** How many messages with failures are remembered; the oldest is forgotten, and may fail five times again. */
const mostFailing = 10_000;

/** How an operator's retry of a parked message ended. */
export type RetryOutcome =
  | { readonly kind: 'handled' | 'absent' }
  | {
      readonly kind: 'failed';
      /** The error of this attempt; it is stored with the message. */
      readonly reason: string;
    };

/**
 * How a delivery ended: acknowledged, left for a redelivery, parked for an operator, or ignored. It is ignored if the
 * same message is being handled already, or if the consumer has stopped.
 */
export type Outcome = 'acked' | 'retried' | 'parked' | 'ignored';

/** A delivery that has ended. */
export interface Handled {
  readonly subject: Subjects;
  readonly outcome: Outcome;
  readonly isRedelivery: boolean;
  /** The time since its event; undefined if the message does not say when that happened. */
  readonly ageSeconds: number | undefined;
}

/** What a consumer needs. */
export interface ConsumerDeps {
  readonly parking: ParkingLot;
  readonly now: Clock;
  readonly logger: Logger;
  /** Called after every delivery that was not ignored. */
  readonly onHandled?: (handled: Handled) => void;
}

/** Passes messages to listeners, and decides for each: acknowledge it, leave it for a redelivery, or park it. */
export interface Consumer {
  receive(delivery: Delivery): Promise<Outcome>;
  /** Subscribes every listener, in the service's group. */
  listenOn(bus: Bus, group: string): void;
  /**
   * Handles a parked message again, and deletes it if that succeeds.
   *
   * @throws DependencyError if a dependency is unavailable; the stored reason then does not change
   */
  retryParked(id: string): Promise<RetryOutcome>;
  /** Ignores further messages; resolves when no handler is running. */
  stop(): Promise<void>;
}

/** A consumer of a service's listeners: one listener for each subject. */
export function createConsumer(
  listeners: readonly DurableListener[],
  deps: ConsumerDeps,
): Consumer {
  const { parking, now, logger } = deps;
  const bySubject = new Map<string, DurableListener>(listeners.map((each) => [each.subject, each]));
  const inProgress = new Map<string, Promise<Outcome>>();
  const failures = new Map<string, number>();
  let isStopped = false;

  const listenerOf = (subject: string): DurableListener => {
    const listener = bySubject.get(subject);
    if (!listener) throw new MalformedMessageError(`nothing listens to ${subject}`);
    return listener;
  };

  const countFailure = (id: string): number => {
    const count = (failures.get(id) ?? 0) + 1;
    makeRoom(failures, id, mostFailing);
    failures.set(id, count);
    return count;
  };

  const handle = async (subject: string, data: string): Promise<void> => {
    const listener = listenerOf(subject);
    await listener.handle(parseMessage(listener.subject, data));
  };

  const park = async (id: string, delivery: Delivery, error: unknown): Promise<Outcome> => {
    const { subject } = listenerOf(delivery.subject);
    const about = aboutMessage(id, delivery);
    try {
      await parking.park({
        id,
        subject,
        // Not masked, because a retry needs the data unchanged. Our services publish no card numbers.
        data:
          error instanceof MalformedMessageError ? maskCardNumbers(delivery.data) : delivery.data,
        reason: reasonOf(error),
        parkedAt: now().toISOString(),
      });
    } catch (cause) {
      logger.warn(
        { err: cause, ...about },
        'a message cannot be parked yet: the store is unavailable',
      );
      return 'retried';
    }
    logger.error({ err: error, ...about }, 'parked a message');
    failures.delete(id);
    delivery.ack();
    return 'parked';
  };

  const work = async (id: string, delivery: Delivery): Promise<Outcome> => {
    try {
      await handle(delivery.subject, delivery.data);
      failures.delete(id);
      delivery.ack();
      return 'acked';
    } catch (error) {
      if (error instanceof DependencyError) {
        const about = { ...aboutMessage(id, delivery), reason: error.message };
        logger.warn(about, 'a message waits for a dependency');
        return 'retried';
      }
      const isHopeless =
        error instanceof MalformedMessageError || countFailure(id) >= failuresBeforeParking;
      if (isHopeless) return park(id, delivery, error);
      const about = { err: error, ...aboutMessage(id, delivery) };
      logger.error(about, 'a message failed and will come again');
      return 'retried';
    }
  };

  const retry = async (message: ParkedMessage): Promise<RetryOutcome> => {
    const { id } = message;
    try {
      await handle(message.subject, message.data);
    } catch (error) {
      if (error instanceof DependencyError) throw error;
      const reason = reasonOf(error);
      logger.error({ err: error, ...aboutMessage(id, message) }, 'a parked message failed again');
      await parking.explain(id, reason);
      return { kind: 'failed', reason };
    }
    return { kind: (await parking.discard(id)) ? 'handled' : 'absent' };
  };

  const ageOf = (occurredAt: string | undefined): number | undefined => {
    const at = Date.parse(occurredAt ?? '');
    // Clocks of different machines differ a little.
    return Number.isNaN(at) ? undefined : Math.max(0, (now().getTime() - at) / 1000);
  };

  const decide = async (delivery: Delivery, occurredAt: string | undefined): Promise<Outcome> => {
    const id = `${delivery.subject}-${delivery.sequence}`;
    const { redeliveries } = delivery;
    if (redeliveries > 0) {
      logger.warn({ ...aboutMessage(id, delivery), redeliveries }, 'a message came again');
    }
    if (isStopped || inProgress.has(id)) return 'ignored';
    const working = work(id, delivery);
    inProgress.set(id, working);
    try {
      const outcome = await working;
      deps.onHandled?.({
        subject: listenerOf(delivery.subject).subject,
        outcome,
        isRedelivery: redeliveries > 0,
        ageSeconds: ageOf(occurredAt),
      });
      return outcome;
    } finally {
      inProgress.delete(id);
    }
  };

  const receive = (delivery: Delivery): Promise<Outcome> => {
    const ids = messageIds(delivery.data);
    const decideInSpan = () =>
      inSpan(`process ${delivery.subject}`, processing(delivery, ids), async (span) => {
        const outcome = await decide(delivery, ids.occurredAt);
        span.setAttribute('ticketing.outcome', outcome);
        return outcome;
      });
    return withRequest(ids.requestId, () => withTrace(ids.traceparent, decideInSpan));
  };

  return {
    receive,
    listenOn(bus, group) {
      for (const { subject } of listeners) {
        bus.subscribe({ subject, group, onDelivery: (delivery) => void receive(delivery) });
      }
    },
    async retryParked(id) {
      const message = await parking.find(id);
      if (!message) return { kind: 'absent' };
      return withRequest(messageIds(message.data).requestId, () => retry(message));
    },
    async stop() {
      isStopped = true;
      while (inProgress.size > 0) await Promise.allSettled(inProgress.values());
    },
  };
}

const processing = ({ subject }: Delivery, { eventId, aggregateId }: MessageIds) => ({
  kind: SpanKind.CONSUMER,
  attributes: {
    'messaging.operation.type': 'process',
    'messaging.destination.name': subject,
    ...(eventId !== undefined && { 'messaging.message.id': eventId }),
    ...(aggregateId !== undefined && { 'ticketing.aggregate.id': aggregateId }),
  },
});

const reasonOf = (error: unknown): string =>
  maskCardNumbers(error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** The fields of a log line about a message. The logger adds the request's id. */
function aboutMessage(id: string, { data }: { readonly data: string }) {
  const { eventId, aggregateId } = messageIds(data);
  return { message: id, eventId, aggregateId };
}
