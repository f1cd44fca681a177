import { maskCardNumbers } from '../base/card-numbers';
import type { Clock } from '../base/clock';
import {
  type EventOf,
  MalformedDataError,
  readDataOf,
  type ReceivedData,
  type Subjects,
} from '../contracts';
import { DependencyError } from '../errors/unavailable-error';
import type { Logger } from '../base/logger';
import { withRequest } from '../base/request-context';
import type { Bus, Delivery } from './bus';
import type { DurableListener } from './durable-listener';
import { messageIds } from './message-ids';
import type { ParkedMessage, ParkingLot } from './parking';

/** A message that fails this often by its own or our fault is parked. */
const deliveriesBeforeParking = 5;

/** The message is not what its subject promises; no redelivery mends that. */
class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}

/** How an operator's retry of a parked message ended. */
export type RetryOutcome =
  | { readonly kind: 'handled' | 'absent' }
  | {
      readonly kind: 'failed';
      /** What is wrong now; it is kept with the message. */
      readonly reason: string;
    };

/** How a delivery ended: done, left for its redelivery, set aside for an operator, or not looked at. */
export type Outcome = 'acked' | 'retried' | 'parked' | 'ignored';

/** What a consumer needs. */
export interface ConsumerDeps {
  readonly parking: ParkingLot;
  readonly now: Clock;
  readonly logger: Logger;
  /** Counts how deliveries end. */
  readonly onOutcome?: (subject: Subjects, outcome: Outcome) => void;
}

/** Brings messages to listeners, and decides on each what `handle` did not: acknowledge, wait, or park. */
export interface Consumer {
  receive(delivery: Delivery): Promise<Outcome>;
  /** Subscribes every listener, for the listening service's group. */
  listenOn(bus: Bus, group: string): void;
  /**
   * Handles a parked message again, and forgets it if that succeeds.
   *
   * @throws DependencyError where that waits for a dependency; what is known of the message stays as it is
   */
  retryParked(id: string): Promise<RetryOutcome>;
  /** Takes no more messages; resolves when no handler is at work. */
  stop(): Promise<void>;
}

/** A consumer of a service's listeners, of which there is one a subject. */
export function createConsumer(
  listeners: readonly DurableListener[],
  deps: ConsumerDeps,
): Consumer {
  const { parking, now, logger } = deps;
  const bySubject = new Map<string, DurableListener>(listeners.map((each) => [each.subject, each]));
  const atWork = new Map<string, Promise<Outcome>>();
  let isStopped = false;

  const listenerOf = (subject: string): DurableListener => {
    const listener = bySubject.get(subject);
    if (!listener) throw new MalformedMessageError(`nothing listens to ${subject}`);
    return listener;
  };

  const handle = async (subject: string, data: string): Promise<void> => {
    const listener = listenerOf(subject);
    await listener.handle(parse(listener.subject, data));
  };

  const park = async (id: string, delivery: Delivery, error: unknown): Promise<Outcome> => {
    const { subject } = listenerOf(delivery.subject);
    const about = aboutMessage(id, delivery);
    try {
      await parking.park({
        id,
        subject,
        // What can be handled again must stay as it is; our services let no card number into what they say.
        data:
          error instanceof MalformedMessageError ? maskCardNumbers(delivery.data) : delivery.data,
        reason: reasonOf(error),
        parkedAt: now().toISOString(),
      });
    } catch (cause) {
      logger.warn({ err: cause, ...about }, 'parking waits for its store');
      return 'retried';
    }
    logger.error({ err: error, ...about }, 'parked a message');
    delivery.ack();
    return 'parked';
  };

  const work = async (id: string, delivery: Delivery): Promise<Outcome> => {
    try {
      await handle(delivery.subject, delivery.data);
      delivery.ack();
      return 'acked';
    } catch (error) {
      if (error instanceof DependencyError) {
        const about = { ...aboutMessage(id, delivery), reason: error.message };
        logger.warn(about, 'a message waits for a dependency');
        return 'retried';
      }
      const isHopeless =
        error instanceof MalformedMessageError ||
        delivery.redeliveries + 1 >= deliveriesBeforeParking;
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

  const decide = async (delivery: Delivery): Promise<Outcome> => {
    const id = `${delivery.subject}-${delivery.sequence}`;
    const { redeliveries } = delivery;
    if (redeliveries > 0) {
      logger.warn({ ...aboutMessage(id, delivery), redeliveries }, 'a message came again');
    }
    if (isStopped || atWork.has(id)) return 'ignored';
    const working = work(id, delivery);
    atWork.set(id, working);
    try {
      const outcome = await working;
      deps.onOutcome?.(listenerOf(delivery.subject).subject, outcome);
      return outcome;
    } finally {
      atWork.delete(id);
    }
  };

  const receive = (delivery: Delivery): Promise<Outcome> =>
    withRequest(messageIds(delivery.data).requestId, () => decide(delivery));

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
      while (atWork.size > 0) await Promise.allSettled(atWork.values());
    },
  };
}

const reasonOf = (error: unknown): string =>
  maskCardNumbers(error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** What a log line says of a message beside its request's id. */
function aboutMessage(id: string, { data }: { readonly data: string }) {
  const { eventId, aggregateId } = messageIds(data);
  return { message: id, eventId, aggregateId };
}

function parse<S extends Subjects>(subject: S, data: string): ReceivedData<EventOf<S>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    throw new MalformedMessageError('not JSON');
  }
  try {
    return readDataOf(subject, parsed);
  } catch (error) {
    if (!(error instanceof MalformedDataError)) throw error;
    throw new MalformedMessageError(`not the data of ${subject}: ${error.message}`);
  }
}
