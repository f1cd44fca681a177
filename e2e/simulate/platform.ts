import type { User, UserSession } from '@ticketing-dev/auth/domain/user';
import type { UserSessions } from '@ticketing-dev/auth/domain/user-sessions';
import {
  type Clock,
  type EndedSessions,
  type Id,
  OrderStatus,
  type Versioned,
} from '@ticketing-dev/common';
import {
  MemoryAggregateStore,
  MemoryBus,
  MemoryEndedSessionStore,
  MemoryParkingLot,
} from '@ticketing-dev/common/testing';
import type { Order, TicketCopy } from '@ticketing-dev/orders/domain/order';
import type { Orders } from '@ticketing-dev/orders/domain/orders';
import type { OrderCopy as PayableOrder, Payment } from '@ticketing-dev/payments/domain/payment';
import type { Payments } from '@ticketing-dev/payments/domain/payments';
import type { Admissions } from '@ticketing-dev/tickets/domain/admissions';
import type { Pass } from '@ticketing-dev/tickets/domain/pass';
import { createPassKeys } from '@ticketing-dev/tickets/domain/pass-keys';
import type { Passes } from '@ticketing-dev/tickets/domain/passes';
import type { OrderCopy, Ticket } from '@ticketing-dev/tickets/domain/ticket';
import type { Tickets } from '@ticketing-dev/tickets/domain/tickets';

import type { Admissions as Answered } from '../kit/checker/admissions';
import type { promises } from '../kit/checker/judge';
import { type Answers, limitsEnv } from '../kit/limits';
import { virtualLimits } from './limits';
import { FakeStripe } from './stripe';
import type { Trap } from './traps';

const start = Date.UTC(2026, 0, 1, 12);

/** The promises of docs/architecture.md, and that of docs/adr/0020-sessions-end.md. */
export type PromiseName = keyof typeof promises | 'Sessions end';

/** Lists that grow. */
type Mutable<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : never };

export interface Violation {
  readonly promise: string;
  readonly message: string;
}

const kinds = { a: 'ticket', b: 'order', c: 'payment', d: 'account' } as const;

/** With names in place of ids: `order-1`. */
const readable = (text: string): string =>
  text.replace(/\b([abcd])0{10,}([0-9a-f]+)/gi, (id, kind: string, number: string) => {
    const name = `${kinds[kind.toLowerCase() as keyof typeof kinds]}-${parseInt(number, 16)}`;
    return id === id.toLowerCase() ? name : `${name} in capitals`;
  });

/** A step that a process waits for. */
export interface Pending {
  readonly process: SimulatedProcess;
  readonly what: string;
  /** What may be unavailable; undefined if the step cannot fail. */
  readonly dependency: string | undefined;
  /** The earliest time of the step. */
  readonly from: number;
  resolve(): void;
  reject(error: Error): void;
}

/** Work that a process repeats, never twice concurrently. */
export interface Loop {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What clients and the scheduler can ask a process for. */
export interface UseCases {
  readonly userSessions?: UserSessions;
  readonly ended?: EndedSessions;
  readonly tickets?: Tickets;
  readonly passes?: Passes;
  readonly admissions?: Admissions;
  readonly orders?: Orders;
  readonly payments?: Payments;
  /** Processes the job of an order, in the worker. */
  readonly work?: (orderId: Id) => Promise<void>;
}

/** One instance of a service. After a crash, its pending calls never return. */
export class SimulatedProcess {
  isAlive = true;
  useCases: UseCases = {};
  readonly loops: Loop[] = [];
  readonly onCrash: (() => void)[] = [];
  readonly #running = new Set<string>();

  /** @param aheadMs how far its clock is ahead of the platform's time */
  constructor(
    readonly platform: SimulatedPlatform,
    readonly name: string,
    readonly service: string,
    private readonly aheadMs: number,
  ) {}

  readonly now: Clock = () => new Date(this.platform.time + this.aheadMs);

  /** The scheduler decides when this resolves, whether it fails, and whether it ever returns. */
  step(what: string, dependency?: string, from = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.isAlive) return;
      this.platform.pending.push({ process: this, what, dependency, from, resolve, reject });
    });
  }

  runLoop({ name, run }: Loop): void {
    if (this.#running.has(name)) return;
    this.#running.add(name);
    run()
      // As in the services: after a failure the loop runs again.
      .catch(() => undefined)
      .finally(() => this.#running.delete(name));
  }

  crash(): void {
    this.isAlive = false;
    for (const callback of this.onCrash) callback();
  }
}

/** The parts that outlive a process: the databases, the bus, Redis, Stripe, and the time. */
export class SimulatedPlatform {
  time = start;
  /** Whether nothing may fail any more. */
  isCalm = false;
  /** Whether people only show the codes of their passes. */
  areDoorsOpen = false;
  violation: Violation | undefined;
  /** The lines of the log, if a reader wants them. */
  lines: string[] | undefined;
  readonly pending: Pending[] = [];
  readonly bus = new MemoryBus();
  readonly stripe = new FakeStripe(this);
  /** The worker's jobs with their times, and the process that works on each. */
  readonly jobs = new Map<Id, number>();
  readonly activeJobs = new Map<Id, SimulatedProcess>();
  readonly parking = new MemoryParkingLot();
  readonly limits = virtualLimits(this);
  readonly settings;
  readonly tickets: MemoryAggregateStore<Ticket>;
  readonly passes: MemoryAggregateStore<Pass>;
  readonly passKeys = createPassKeys({
    store: new MemoryAggregateStore(['name']),
    secret: 'simulated',
  });
  /** What buyers and doors were answered. */
  readonly answered: Mutable<Answered> = { admitted: [], valid: [], used: [], wrong: [] };
  readonly orders: MemoryAggregateStore<Order>;
  readonly payments: MemoryAggregateStore<Payment>;
  readonly users: MemoryAggregateStore<User>;
  readonly ordersOfTickets = new Map<Id, OrderCopy>();
  readonly ticketsOfOrders = new Map<Id, TicketCopy>();
  readonly ordersOfPayments = new Map<Id, PayableOrder>();
  readonly deletedUsersOfTickets = new Map<Id, Versioned>();
  readonly deletedUsersOfPayments = new Map<Id, Versioned>();
  readonly endedSessions = {
    auth: new MemoryEndedSessionStore(),
    tickets: new MemoryEndedSessionStore(),
    orders: new MemoryEndedSessionStore(),
    payments: new MemoryEndedSessionStore(),
  };
  /** The sessions whose sign-out was answered with success. */
  readonly signedOut: UserSession[] = [];

  #ticks = 0;

  /** @param choose makes every decision: a number from 0 to `options` - 1 */
  constructor(
    readonly choose: (options: number) => number,
    readonly answers: Answers,
    readonly trap: Trap | undefined,
  ) {
    this.settings = limitsEnv(answers.limits);
    const now = (): Date => new Date(this.time);
    this.tickets = new MemoryAggregateStore<Ticket>([], { now, idPrefix: 'a' });
    this.passes = new MemoryAggregateStore<Pass>(['typedHash'], { now, idPrefix: 'e' });
    this.orders = new MemoryAggregateStore<Order>(
      trap?.noUniqueIndex === true ? [] : ['slot', 'place'],
      { now, idPrefix: 'b', onChange: (before, after) => this.#checkOrder(before, after) },
    );
    this.payments = new MemoryAggregateStore<Payment>(['slot'], { now, idPrefix: 'c' });
    this.users = new MemoryAggregateStore<User>(['email'], { now, idPrefix: 'd' });
  }

  /** Counts what happens, for what is before and after. */
  tick(): number {
    return (this.#ticks += 1);
  }

  log(line: () => string): void {
    const seconds = ((this.time - start) / 1000).toFixed(1).padStart(8);
    this.lines?.push(`${seconds} s  ${readable(line())}`);
  }

  /** Records the first violation; a later one may follow from it. */
  fail(promise: string, message: string): void {
    if (this.violation) return;
    this.violation = { promise, message: readable(message) };
    this.log(() => `!! ${promise}: ${message}`);
  }

  /** Checks Stripe's charges, at every capture. */
  check(): void {
    const kept = this.stripe.charges.filter(({ captured, refunded }) => captured && !refunded);
    for (const { transfer_group: orderId } of kept) {
      const count = kept.filter((charge) => charge.transfer_group === orderId).length;
      if (count > 1)
        this.fail('4 Money follows the order', `${orderId} was charged ${count} times`);
    }
  }

  /** The orders of a ticket that are not cancelled. */
  liveOrders(ticketId: Id): readonly Order[] {
    return this.orders
      .all()
      .filter(({ ticket, status }) => ticket.id === ticketId && status !== OrderStatus.Cancelled);
  }

  #checkOrder(before: Order | undefined, after: Order): void {
    if (before?.status === OrderStatus.Complete || before?.status === OrderStatus.Cancelled) {
      this.fail('6 Final is final', `${after.id} was ${before.status} and became ${after.status}`);
    }
    if (after.cancelReason === 'expired' && after.expiresAt.getTime() > this.time) {
      this.fail('5 Holds end', `${after.id} expired before its time`);
    }
    const live = this.liveOrders(after.ticket.id).map(({ id }) => id);
    if (live.length > 1) {
      this.fail('1 One sale', `${live.join(', ')} are live orders of ticket ${after.ticket.id}`);
    }
  }
}
