import { maskCardNumbers } from '../card-numbers';
import type { Clock } from '../clock';
import { MalformedDataError, readDataOf, type Subject, type WireOf } from '../contracts';
import { DependencyError } from '../errors/app-error';
import type { Logger } from '../service/logger';
import { withRequest } from '../service/request-context';
import type { Bus, Delivery } from './bus';
import type { Listener } from './listener';
import type { ParkingLot } from './parking';

/** A message that fails this often by its own or our fault is parked. */
const deliveriesBeforeParking = 5;

/** The message is not what its subject promises; no redelivery mends that. */
class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}

/** How a delivery ended: done, left for its redelivery, set aside for an operator, or not looked at. */
export type Outcome = 'acked' | 'retried' | 'parked' | 'ignored';

/** What a consumer needs. */
export interface ConsumerDeps {
  readonly parking: ParkingLot;
  readonly now: Clock;
  readonly logger: Logger;
  /** Counts how deliveries end. */
  readonly onOutcome?: (subject: Subject, outcome: Outcome) => void;
}

/** Brings messages to listeners, and decides on each what `handle` did not: acknowledge, wait, or park. */
export interface Consumer {
  receive(delivery: Delivery): Promise<Outcome>;
  /** Subscribes every listener, for the listening service's group. */
  listenOn(bus: Bus, group: string): void;
  /** Handles a parked message again, and forgets it if that succeeds. */
  retryParked(id: string): Promise<boolean>;
  /** Takes no more messages; resolves when no handler is at work. */
  stop(): Promise<void>;
}

/** A consumer of a service's listeners, of which there is one a subject. */
export function createConsumer(listeners: readonly Listener[], deps: ConsumerDeps): Consumer {
  const { parking, now, logger } = deps;
  const bySubject = new Map<string, Listener>(listeners.map((each) => [each.subject, each]));
  const atWork = new Map<string, Promise<Outcome>>();
  let isStopped = false;

  const listenerOf = (subject: string): Listener => {
    const listener = bySubject.get(subject);
    if (!listener) throw new MalformedMessageError(`nothing listens to ${subject}`);
    return listener;
  };

  const handle = async (subject: string, data: string): Promise<void> => {
    const listener = listenerOf(subject);
    const wire = parse(listener.subject, data);
    const work = (): Promise<void> => listener.handle(wire);
    await (wire.requestId === undefined ? work() : withRequest(wire.requestId, work));
  };

  const park = async (id: string, delivery: Delivery, error: unknown): Promise<Outcome> => {
    const { subject } = listenerOf(delivery.subject);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    try {
      await parking.park({
        id,
        subject,
        // What can be handled again must stay as it is; our services let no card number into what they say.
        data:
          error instanceof MalformedMessageError ? maskCardNumbers(delivery.data) : delivery.data,
        reason: maskCardNumbers(reason),
        parkedAt: now().toISOString(),
      });
    } catch (cause) {
      logger.warn({ err: cause, message: id }, 'parking waits for its store');
      return 'retried';
    }
    logger.error({ err: error, message: id }, 'parked a message');
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
        logger.warn({ message: id, reason: error.message }, 'a message waits for a dependency');
        return 'retried';
      }
      const isHopeless =
        error instanceof MalformedMessageError ||
        delivery.redeliveries + 1 >= deliveriesBeforeParking;
      if (isHopeless) return park(id, delivery, error);
      logger.error({ err: error, message: id }, 'a message failed and will come again');
      return 'retried';
    }
  };

  const receive = async (delivery: Delivery): Promise<Outcome> => {
    const id = `${delivery.subject}-${delivery.sequence}`;
    if (delivery.redeliveries > 0) {
      logger.warn({ message: id, redeliveries: delivery.redeliveries }, 'a message came again');
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

  return {
    receive,
    listenOn(bus, group) {
      for (const { subject } of listeners) {
        bus.subscribe({ subject, group, onDelivery: (delivery) => void receive(delivery) });
      }
    },
    async retryParked(id) {
      const message = await parking.find(id);
      if (!message) return false;
      await handle(message.subject, message.data);
      return parking.discard(id);
    },
    async stop() {
      isStopped = true;
      while (atWork.size > 0) await Promise.allSettled(atWork.values());
    },
  };
}

function parse<S extends Subject>(subject: S, data: string): WireOf<S> {
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
