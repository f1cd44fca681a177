import { noMails } from '@ticketing-dev/auth/domain/mails';
import { createUserSessions } from '@ticketing-dev/auth/domain/user-sessions';
import { listeners as authListeners } from '@ticketing-dev/auth/events/listeners';
import {
  type Bus,
  createConsumer,
  createEndedSessions,
  createRelay,
  type DurableListener,
  type EndedSessions,
  type Id,
  type Outbox,
  type ReplicaStore,
  silentLogger,
  type Subscription,
  type Versioned,
} from '@ticketing-dev/common';
import { type MemoryAggregateStore, MemoryReplicaStore } from '@ticketing-dev/common/testing';
import { createExpirations } from '@ticketing-dev/expiration/domain/expirations';
import { listeners as expirationListeners } from '@ticketing-dev/expiration/events/listeners';
import { createOrders } from '@ticketing-dev/orders/domain/orders';
import { listeners as ordersListeners } from '@ticketing-dev/orders/events/listeners';
import { orderLimits, readLimits as readOrderLimits } from '@ticketing-dev/orders/limits';
import { createPayments } from '@ticketing-dev/payments/domain/payments';
import { listeners as paymentsListeners } from '@ticketing-dev/payments/events/listeners';
import { cardLimits, readLimits as readCardLimits } from '@ticketing-dev/payments/limits';
import { createAdmissions } from '@ticketing-dev/tickets/domain/admissions';
import { createPasses } from '@ticketing-dev/tickets/domain/passes';
import { createTickets } from '@ticketing-dev/tickets/domain/tickets';
import { listeners as ticketsListeners } from '@ticketing-dev/tickets/events/listeners';

import { type SimulatedPlatform, SimulatedProcess, type UseCases } from './platform';
import type { Place, Store } from './traps';

export const holdSeconds = 900;
const logger = silentLogger();
/** How often payments polls for Stripe's answer. At its real interval a run would mostly poll. */
const pollMs = 4_000;

/** The bus as one process uses it: every call is a step, and acknowledgements are lost. */
function busOf(process: SimulatedProcess): Bus {
  const { platform } = process;
  const { bus } = platform;
  return {
    get isConnected() {
      return bus.isConnected;
    },
    async publish(subject, data) {
      await process.step(`publish ${subject}`, 'the bus');
      await bus.publish(subject, data);
      await process.step(`publish ${subject}: answer`, 'the bus');
    },
    subscribe(subscription) {
      const own: Subscription = {
        ...subscription,
        onDelivery(delivery) {
          const { subject, redeliveries, data } = delivery;
          platform.log(() => {
            const again = redeliveries > 0 ? ' again' : '';
            return `${process.name} receives ${subject}${again}: ${contentOf(data)}`;
          });
          const ack = (): void => {
            if (platform.isCalm || platform.choose(16) !== 1) delivery.ack();
            else platform.log(() => `${process.name}: the acknowledgement is lost`);
          };
          subscription.onDelivery({ ...delivery, ack });
        },
      };
      bus.subscribe(own);
      process.onCrash.push(() => bus.drop(own));
    },
    // No rule depends on a watch: it serves the live pages, which are not simulated.
    watch: () => undefined,
    onConnected: () => undefined,
    close: () => Promise.resolve(),
  };
}

function contentOf(data: string): string {
  const { id, orderId, version, status, sids } = JSON.parse(data) as Record<string, unknown>;
  return JSON.stringify({ id, orderId, version, status, sids })
    .replace(/["{}]/g, '')
    .replaceAll(',', ', ');
}

/** Starts an instance as its service's composition root does, on the platform's databases and bus. */
export function startService(
  platform: SimulatedPlatform,
  service: SimulatedService,
  name: string,
  aheadMs: number,
): SimulatedProcess {
  const process = new SimulatedProcess(platform, name, service, aheadMs);
  process.useCases = starts[service](new Parts(process));
  return process;
}

/** The parts that services share, with the trap's decorators. */
class Parts {
  readonly place: Place;

  constructor(readonly process: SimulatedProcess) {
    const pause = (): Promise<void> => process.step('a pause');
    this.place = { bus: busOf(process), crash: () => process.crash(), pause };
  }

  /** A connection to the database of what the service owns. */
  store<T extends Versioned>(name: string, database: MemoryAggregateStore<T>): Store<T> {
    const store = database.connect((what) => this.process.step(`${name} ${what}`, 'its database'));
    return this.process.platform.trap?.everyStore?.(store, this.place) ?? store;
  }

  /** A connection to the service's copies of another service's data. */
  copies<T extends Versioned>(name: string, held: Map<Id, T>): ReplicaStore<T> {
    const step = (what: string) => this.process.step(`${name} copy ${what}`, 'its database');
    const store = new MemoryReplicaStore<T>({ step }, held);
    return this.process.platform.trap?.replicas?.(store, held) ?? store;
  }

  endedSessions(service: keyof SimulatedPlatform['endedSessions']): EndedSessions {
    const { platform, now, loops } = this.process;
    const step = (what: string) => this.process.step(`ended sessions ${what}`, 'its database');
    const own = platform.endedSessions[service].connect(step);
    const store = platform.trap?.endedSessions?.(own) ?? own;
    const ended = createEndedSessions({ store, now, logger });
    loops.push({ name: 'read ended sessions', run: () => ended.lookAgain() });
    return ended;
  }

  relay(outbox: Outbox, of = ''): void {
    const relay = createRelay({ bus: this.place.bus, outbox, now: this.process.now, logger });
    this.process.loops.push({ name: `relay${of}`, run: () => relay.sweep() });
  }

  listen(listeners: readonly DurableListener[]): void {
    const { platform, now, service } = this.process;
    const decorated = listeners.map((each) => platform.trap?.listener?.(each, this.place) ?? each);
    const consumer = createConsumer(decorated, { parking: platform.parking, now, logger });
    consumer.listenOn(this.place.bus, `${service}-service`);
  }
}

export type SimulatedService = 'auth' | 'tickets' | 'orders' | 'payments' | 'expiration';

const starts: Record<SimulatedService, (parts: Parts) => UseCases> = {
  auth(parts) {
    const { platform, now } = parts.process;
    const users = parts.store('account', platform.users);
    parts.relay(users);
    const ended = parts.endedSessions('auth');
    parts.listen(authListeners(noMails, ended));
    // Nobody signs in: all are signed in from the start.
    const newSid = (): string => '';
    return { ended, userSessions: createUserSessions({ users, ended, now, newSid, logger }) };
  },

  tickets(parts) {
    const { platform, now } = parts.process;
    const { trap, passKeys: keys } = platform;
    const store = parts.store('ticket', platform.tickets);
    const own = parts.store('pass', platform.passes);
    const issued = trap?.passes?.(own, parts.place) ?? own;
    const copies = parts.copies('order', platform.ordersOfTickets);
    const orders = trap?.ordersOfTickets?.(copies, platform.ordersOfTickets) ?? copies;
    const deletedUsers = parts.copies('deleted user', platform.deletedUsersOfTickets);
    const tickets = createTickets({ tickets: store, orders, deletedUsers });
    const passes = createPasses({ passes: issued, orders, tickets: store, keys, logger });
    parts.relay(store);
    parts.relay(issued, ' of passes');
    const ended = parts.endedSessions('tickets');
    parts.listen(ticketsListeners(tickets, passes, ended));
    return { ended, tickets, passes, admissions: createAdmissions({ passes: issued, keys, now }) };
  },

  orders(parts) {
    const { platform, now, loops } = parts.process;
    const { trap, settings } = platform;
    const own = parts.store('order', platform.orders);
    const store = trap?.orders?.(own, parts.place) ?? own;
    const copies = parts.copies('ticket', platform.ticketsOfOrders);
    const tickets = trap?.ticketsOfOrders?.(copies) ?? copies;
    const limits = orderLimits(platform.limits, readOrderLimits(settings), holdSeconds);
    const orders = createOrders({ orders: store, tickets, now, holdSeconds, limits });
    parts.relay(store);
    loops.push({ name: 'sweep of overdue orders', run: () => orders.sweepOverdue() });
    const ended = parts.endedSessions('orders');
    parts.listen(ordersListeners(orders, ended));
    return { ended, orders };
  },

  payments(parts) {
    const { process } = parts;
    const { platform, now } = process;
    const { trap, stripe, settings } = platform;
    const gateway = trap?.gateway?.(stripe.gateway(process)) ?? stripe.gateway(process);
    const own = parts.store('payment', platform.payments);
    const store = trap?.payments?.(own, gateway) ?? own;
    const payments = createPayments({
      payments: store,
      orders: parts.copies('order', platform.ordersOfPayments),
      deletedUsers: parts.copies('deleted user', platform.deletedUsersOfPayments),
      gateway,
      now,
      logger,
      wait: () => process.step('sleep', undefined, platform.time + pollMs),
      cardLimits: cardLimits(platform.limits, readCardLimits(settings)),
    });
    const settleEnded = { name: 'settle ended orders', run: () => payments.settleEnded() };
    parts.relay(store);
    process.loops.push({ name: 'settle', run: () => payments.settle() }, settleEnded);
    const ended = parts.endedSessions('payments');
    parts.listen(paymentsListeners(payments, () => process.runLoop(settleEnded), ended));
    return { ended, payments };
  },

  expiration(parts) {
    const { process, place } = parts;
    const { jobs, activeJobs } = process.platform;
    const onRedis = async (what: string, change: () => void): Promise<void> => {
      await process.step(what, 'Redis');
      change();
      await process.step(`${what}: answer`, 'Redis');
    };
    const expirations = createExpirations({
      queue: {
        add: (orderId, delayMs) =>
          onRedis(`add job ${orderId}`, () => {
            if (!jobs.has(orderId)) jobs.set(orderId, process.now().getTime() + delayMs);
          }),
        remove: (orderId) =>
          onRedis(`remove job ${orderId}`, () => {
            if (!activeJobs.has(orderId)) jobs.delete(orderId);
          }),
      },
      bus: place.bus,
      now: process.now,
      logger,
    });
    parts.listen(expirationListeners(expirations));
    return {
      /** A job stays until its work is done, so another worker continues after a crash. */
      async work(orderId) {
        activeJobs.set(orderId, process);
        try {
          await expirations.announce(orderId);
          await process.step(`finish job ${orderId}`, 'Redis');
          jobs.delete(orderId);
        } catch {
          // The job is tried again.
        } finally {
          activeJobs.delete(orderId);
        }
      },
    };
  },
};
