import { type Env, type Id, OrderStatus } from '@ticketing-dev/common';
import type { User, UserSession } from '@ticketing-dev/auth/domain/user';
import {
  MemoryAggregateStore,
  MemoryBus,
  MemoryEndedSessionStore,
  MemoryParkingLot,
} from '@ticketing-dev/common/testing';
import type { Order, TicketCopy } from '@ticketing-dev/orders/domain/order';
import type { OrderCopy as PayableOrder, Payment } from '@ticketing-dev/payments/domain/payment';
import type { OrderCopy, Ticket } from '@ticketing-dev/tickets/domain/ticket';

import { worldLimits } from './limits';
import type { Pending, SimProcess } from './process';
import { FakeRedis } from './redis';
import { FakeStripe } from './stripe';
import type { Trap } from './traps/trap';

const start = Date.UTC(2026, 0, 1, 12);

/** The promises of docs/architecture.md, and that of docs/adr/0020-sessions-end.md. */
export type PromiseName =
  | 'One sale.'
  | 'No lost event.'
  | 'Money follows the order.'
  | 'Holds end.'
  | 'Replicas converge.'
  | 'Final is final.'
  | 'Errors are answers.'
  | 'Sessions end.';

/** A promise that was broken. */
export interface Violation {
  readonly promise: PromiseName;
  readonly says: string;
}

const kinds = { a: 'ticket', b: 'order', c: 'payment', d: 'account' } as const;

/** With names for ids: `order-1`. */
const readable = (text: string): string =>
  text.replace(/\b([abcd])0{10,}([0-9a-f]+)/gi, (id, kind: string, number: string) => {
    const name = `${kinds[kind.toLowerCase() as keyof typeof kinds]}-${parseInt(number, 16)}`;
    return id === id.toLowerCase() ? name : `${name} in capitals`;
  });

const isFinal = ({ status }: Order): boolean =>
  status === OrderStatus.Complete || status === OrderStatus.Cancelled;

/** All that outlives a process: the databases, the bus, Redis, Stripe, and the true time. */
export class World {
  time = start;
  readonly pending: Pending[] = [];
  readonly violations: Violation[] = [];
  readonly bus = new MemoryBus();
  readonly stripe = new FakeStripe(this);
  readonly redis = new FakeRedis();
  readonly parking = new MemoryParkingLot();
  readonly limits = worldLimits(this);

  readonly tickets: MemoryAggregateStore<Ticket>;
  readonly orders: MemoryAggregateStore<Order>;
  readonly payments: MemoryAggregateStore<Payment>;
  readonly users: MemoryAggregateStore<User>;
  /** What each service that reads sessions remembers of those that have ended. */
  readonly endedSessions = {
    auth: new MemoryEndedSessionStore(),
    tickets: new MemoryEndedSessionStore(),
    orders: new MemoryEndedSessionStore(),
    payments: new MemoryEndedSessionStore(),
  };
  /** Sessions whose users were told that they have ended. */
  readonly signedOut: UserSession[] = [];
  readonly ordersOfTickets = new Map<Id, OrderCopy>();
  readonly ticketsOfOrders = new Map<Id, TicketCopy>();
  readonly ordersOfPayments = new Map<Id, PayableOrder>();
  processes: SimProcess[] = [];
  /** Who did what, where somebody wants to read it. */
  story: string[] | undefined;
  /** Whether anything may still fail. */
  isCalm = false;
  /** Decides what may go either way. */
  choose: (options: number) => number;

  /** @param settings what the services read of their environment */
  constructor(
    choose: (options: number) => number,
    trap: Trap | undefined,
    readonly settings: Env,
  ) {
    this.choose = choose;
    const now = (): Date => new Date(this.time);
    this.tickets = new MemoryAggregateStore<Ticket>([], { now, idPrefix: 'a' });
    this.orders = new MemoryAggregateStore<Order>(
      trap?.noUniqueIndex === true ? [] : ['slot', 'place'],
      {
        now,
        idPrefix: 'b',
        onChange: (before, after) => this.#onOrder(before, after),
      },
    );
    this.payments = new MemoryAggregateStore<Payment>(['slot'], { now, idPrefix: 'c' });
    this.users = new MemoryAggregateStore<User>(['email'], { now, idPrefix: 'd' });
  }

  say(line: () => string): void {
    const seconds = ((this.time - start) / 1000).toFixed(1).padStart(8);
    this.story?.push(`${seconds} s  ${readable(line())}`);
  }

  breaks(promise: PromiseName, says: string): void {
    if (this.violations.length > 0) return;
    this.violations.push({ promise, says: readable(says) });
    this.say(() => `!! ${promise} ${says}`);
  }

  /** What must hold at every moment. */
  check(): void {
    const captured = new Map<string, number>();
    for (const charge of this.stripe.charges) {
      if (!charge.captured || charge.refunded) continue;
      const count = (captured.get(charge.orderId) ?? 0) + 1;
      captured.set(charge.orderId, count);
      if (count > 1) {
        this.breaks('Money follows the order.', `${charge.orderId} was charged ${count} times`);
      }
    }
  }

  #onOrder(before: Order | undefined, after: Order): void {
    if (before && isFinal(before)) {
      this.breaks('Final is final.', `${after.id} was ${before.status} and became ${after.status}`);
    }
    if (after.cancelReason === 'expired' && after.expiresAt.getTime() > this.time) {
      this.breaks('Holds end.', `${after.id} expired before its time`);
    }
    const holders = this.orders
      .all()
      .filter(
        ({ ticket, status }) => ticket.id === after.ticket.id && status !== OrderStatus.Cancelled,
      );
    if (holders.length > 1) {
      const ids = holders.map(({ id }) => id).join(', ');
      this.breaks('One sale.', `${ids} stand for ticket ${after.ticket.id}`);
    }
  }
}
