import {
  type Bus,
  createConsumer,
  createEndedSessions,
  createRelay,
  type EndedSessions,
  type Id,
  type DurableListener,
  type Outbox,
  type ReplicaStore,
  silentLogger,
  type Subscription,
  type Versioned,
} from '@ticketing-dev/common';
import { createUserSessions, type UserSessions } from '@ticketing-dev/auth/domain/user-sessions';
import { listeners as authListeners } from '@ticketing-dev/auth/events/listeners';
import { type MemoryAggregateStore, MemoryReplicaStore } from '@ticketing-dev/common/testing';
import { createExpirations } from '@ticketing-dev/expiration/domain/expirations';
import { listeners as expirationListeners } from '@ticketing-dev/expiration/events/listeners';
import { createOrders, type Orders } from '@ticketing-dev/orders/domain/orders';
import { listeners as ordersListeners } from '@ticketing-dev/orders/events/listeners';
import { orderLimits, readLimits as readOrderLimits } from '@ticketing-dev/orders/limits';
import { createPayments, type Payments } from '@ticketing-dev/payments/domain/payments';
import { listeners as paymentsListeners } from '@ticketing-dev/payments/events/listeners';
import { cardLimits, readLimits as readCardLimits } from '@ticketing-dev/payments/limits';
import { createTickets, type Tickets } from '@ticketing-dev/tickets/domain/tickets';
import { listeners as ticketsListeners } from '@ticketing-dev/tickets/events/listeners';

import { SimProcess } from './process';
import type { Place as Port, Store, Trap } from './traps/trap';
import type { World } from './world';

export const holdSeconds = 900;
const logger = silentLogger();
/** A real second would be sixteen thousand looks of somebody who waits for Stripe. */
const lookMs = 4_000;

/** A process, and what clients and the scheduler can ask of it. */
export interface Running {
  readonly process: SimProcess;
  readonly userSessions?: UserSessions;
  /** Those that it refuses, in a service that reads sessions. */
  readonly ended?: EndedSessions;
  readonly tickets?: Tickets;
  readonly orders?: Orders;
  readonly payments?: Payments;
  /** Tells the end of a hold, in the worker. */
  readonly announce?: (orderId: Id) => Promise<void>;
}
/** The bus as one process knows it: it takes steps, and acknowledgements get lost. */
function busOf(process: SimProcess): Bus {
  const { world } = process;
  return {
    get isConnected() {
      return world.bus.isConnected;
    },
    async publish(subject, data) {
      await process.step(`publish ${subject}`, 'the bus');
      await world.bus.publish(subject, data);
      await process.step(`publish ${subject}: answer`, 'the bus');
    },
    subscribe(subscription) {
      const own: Subscription = {
        ...subscription,
        onDelivery(delivery) {
          subscription.onDelivery({
            ...delivery,
            ack: () => {
              if (world.isCalm || world.choose(16) !== 1) delivery.ack();
              else world.say(() => `${process.name}'s acknowledgement is lost`);
            },
          });
        },
      };
      world.bus.subscribe(own);
      process.onCrash.push(() => world.bus.drop(own));
      receivers.set(own, process);
    },
    onConnected: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Whose a subscription is. */
export const receivers = new WeakMap<Subscription, SimProcess>();

function listen(place: Place, listeners: readonly DurableListener[], trap: Trap | undefined): void {
  const { process, bus } = place;
  const { listener: decorate } = trap ?? {};
  const consumer = createConsumer(
    decorate ? listeners.map((each) => decorate(each, place)) : listeners,
    { parking: process.world.parking, now: process.now, logger },
  );
  consumer.listenOn(bus, `${process.service}-service`);
}

function startRelay({ process, bus }: Place, outbox: Outbox): void {
  const { now } = process;
  const relay = createRelay({ bus, outbox, now, logger });
  process.turns.push({ name: 'relay', run: () => relay.sweep() });
}

/** The process' connection to what its service owns. */
function ownStore<T extends Versioned>(
  place: Place,
  trap: Trap | undefined,
  name: string,
  database: MemoryAggregateStore<T>,
): Store<T> {
  const store = database.connect((what) => place.process.step(`${name} ${what}`, 'its database'));
  return trap?.everyStore?.(store, place) ?? store;
}

/** The process' connection to its service's copies of what another one owns. */
function copyStore<T extends Versioned>(
  { process }: Place,
  trap: Trap | undefined,
  name: string,
  held: Map<Id, T>,
): ReplicaStore<T> {
  const step = (what: string): Promise<void> =>
    process.step(`${name} copy ${what}`, 'its database');
  const store = new MemoryReplicaStore<T>({ step }, held);
  return trap?.replicas?.(store, held) ?? store;
}

/** The ended sessions as the process knows them. */
function endedSessions(
  { process }: Place,
  service: keyof World['endedSessions'],
  trap: Trap | undefined,
): EndedSessions {
  const held = process.world.endedSessions[service];
  const store = held.connect((what) => process.step(`ended sessions ${what}`, 'its database'));
  const { now } = process;
  const ended = createEndedSessions({ store: trap?.endedSessions?.(store) ?? store, now, logger });
  process.turns.push({ name: 'look for ended sessions', run: () => ended.lookAgain() });
  return ended;
}

/** Where a decorator stands, in a simulated process. */
interface Place extends Port {
  readonly process: SimProcess;
}

type Start = (place: Place, trap: Trap | undefined) => Omit<Running, 'process'>;

const startAuth: Start = (place, trap) => {
  const { world, now } = place.process;
  const users = ownStore(place, trap, 'account', world.users);
  startRelay(place, users);
  const ended = endedSessions(place, 'auth', trap);
  listen(place, authListeners(ended), trap);
  // Nobody signs in here: all are signed in from the start.
  const newSid = (): string => '';
  return { ended, userSessions: createUserSessions({ users, ended, now, newSid, logger }) };
};

const startTickets: Start = (place, trap) => {
  const { world } = place.process;
  const tickets = ownStore(place, trap, 'ticket', world.tickets);
  const copies = copyStore(place, trap, 'order', world.ordersOfTickets);
  const useCases = createTickets({
    tickets,
    orders: trap?.ordersOfTickets?.(copies, world.ordersOfTickets) ?? copies,
  });
  startRelay(place, tickets);
  const ended = endedSessions(place, 'tickets', trap);
  listen(place, ticketsListeners(useCases, ended), trap);
  return { ended, tickets: useCases };
};

const startOrders: Start = (place, trap) => {
  const { process } = place;
  const { world, now } = process;
  const own = ownStore(place, trap, 'order', world.orders);
  const store = trap?.orders?.(own, place) ?? own;
  const copies = copyStore(place, trap, 'ticket', world.ticketsOfOrders);
  const tickets = trap?.ticketsOfOrders?.(copies) ?? copies;
  const limits = orderLimits(world.limits, readOrderLimits(world.settings), holdSeconds);
  const orders = createOrders({ orders: store, tickets, now, holdSeconds, limits });
  startRelay(place, store);
  process.turns.push({ name: 'sweep of overdue orders', run: () => orders.sweepOverdue() });
  const ended = endedSessions(place, 'orders', trap);
  listen(place, ordersListeners(orders, ended), trap);
  return { ended, orders };
};

const startPayments: Start = (place, trap) => {
  const { process } = place;
  const { world, now } = process;
  const stripe = world.stripe.gateway(process);
  const gateway = trap?.gateway?.(stripe) ?? stripe;
  const own = ownStore(place, trap, 'payment', world.payments);
  const store = trap?.payments?.(own, gateway, place) ?? own;
  const payments = createPayments({
    payments: store,
    orders: copyStore(place, trap, 'order', world.ordersOfPayments),
    gateway,
    now,
    logger,
    wait: () => process.sleep(lookMs),
    cardLimits: cardLimits(world.limits, readCardLimits(world.settings)),
  });
  const settle = { name: 'settling', run: () => payments.settle() };
  startRelay(place, store);
  process.turns.push(settle);
  const settleSoon = (): void => process.turn(settle);
  const ended = endedSessions(place, 'payments', trap);
  listen(place, paymentsListeners(payments, settleSoon, ended), trap);
  return { ended, payments };
};

const startExpiration: Start = (place, trap) => {
  const { process, bus } = place;
  const expirations = createExpirations({
    queue: process.world.redis.queue(process),
    bus,
    now: process.now,
  });
  listen(place, expirationListeners(expirations), trap);
  return { announce: (orderId) => expirations.announce(orderId) };
};

const starts = {
  auth: startAuth,
  tickets: startTickets,
  orders: startOrders,
  payments: startPayments,
  expiration: startExpiration,
} as const;
export type SimService = keyof typeof starts;

/** Starts an instance as the composition root of its service does, on the world's databases and bus. */
export function startService(
  world: World,
  service: SimService,
  name: string,
  { aheadMs, trap }: { readonly aheadMs: number; readonly trap: Trap | undefined },
): Running {
  const process = new SimProcess(world, name, service, aheadMs);
  const place: Place = {
    process,
    bus: busOf(process),
    crash: () => process.crash(),
    pause: () => process.step('a pause'),
  };
  return { process, ...starts[service](place, trap) };
}
