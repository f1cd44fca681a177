import axios from 'axios';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';

import type { Charge } from '../ledger';

const answerMs = 30_000;

/** A document as it is stored. Nothing here knows the services' code. */
export interface Doc {
  readonly _id: string;
  readonly version: number;
  readonly outbox?: readonly unknown[];
}

export interface TicketDoc extends Doc {
  readonly title: string;
  readonly priceInCents: number;
  readonly userId: string;
  readonly orderId?: string;
  readonly offSale?: string;
}

export interface OrderDoc extends Doc {
  readonly status: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly cancelReason?: string;
  readonly slot: string;
  /** It takes its ticket off sale, and is no order of a buyer. */
  readonly isClosing?: boolean;
  readonly ticket: { readonly id: string; readonly priceInCents: number };
}

export interface PaymentDoc extends Doc {
  readonly orderId: string;
  readonly slot: string;
  readonly status: string;
  readonly amountInCents: number;
  readonly stripeId?: string;
  readonly refund?: string;
}

/** The pass of a seat: its id is the seat's, which is the id of the first ticket. */
export interface PassDoc extends Doc {
  readonly orderId: string;
  readonly serial: number;
  readonly state: string;
}

export interface UserDoc extends Doc {
  readonly email: string;
}

export interface MailDoc extends Doc {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
}

export interface OrderCopy extends Doc {
  readonly status: string;
}

/** In an owner's log; `_id` is the event's name, by which it travels, too. */
export interface EventDoc {
  readonly _id: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly subject: string;
  readonly occurredAt: string;
}

/** An id in the platform's spelling. Groups by another spelling would miss what belongs together. */
export const canonical = (id: string): string => id.toLowerCase();

/** The ticket that an order stands for. */
export const ticketOf = ({ ticket }: OrderDoc): string => canonical(ticket.id);

/** A message of the bus. */
export interface Message {
  readonly subject: string;
  readonly sequence: number;
  /** When the bus stored it, of all channels by one clock, in nanoseconds. */
  readonly storedAt: number;
  readonly data: {
    readonly id?: string;
    readonly orderId?: string;
    readonly version?: number;
    readonly status?: string;
    readonly eventId?: string;
  };
}

/** The values by what `keyOf` returns for each: Node 20 has no Map.groupBy. */
export function groupBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** All that is stored anywhere. */
export interface Facts {
  /** When it was read. */
  readonly now: Date;
  readonly users: readonly UserDoc[];
  readonly tickets: readonly TicketDoc[];
  readonly orders: readonly OrderDoc[];
  /** The records that take tickets off sale. They are stored among the orders. */
  readonly closings?: readonly OrderDoc[];
  readonly payments: readonly PaymentDoc[];
  /** Absent where no passes are issued, as in the simulation. */
  readonly passes?: readonly PassDoc[];
  readonly copies: {
    readonly ordersOfTickets: readonly OrderCopy[];
    readonly ticketsOfOrders: readonly Doc[];
    readonly ordersOfPayments: readonly OrderCopy[];
  };
  readonly events: readonly EventDoc[];
  readonly parked: readonly string[];
  readonly charges: readonly Charge[];
}

export interface Where {
  /** A database's URI for each service that has one. */
  readonly mongo: Readonly<Record<string, string>>;
  readonly stripeUrl: string;
  /** The worker's; without it nobody knows what the worker has parked. */
  readonly redis?: { readonly host: string; readonly port: number };
}

const redisMs = 5_000;

/** Parts the buyers' orders from the closing records. */
export const split = <T extends { readonly isClosing?: boolean }>(orders: readonly T[]) => ({
  orders: orders.filter(({ isClosing }) => !isClosing),
  closings: orders.filter(({ isClosing }) => isClosing),
});

/** Reads every database, the worker's Redis, and the ledger of Stripe, past all proxies. */
export class Reader {
  readonly #clients: Readonly<Record<string, MongoClient>>;

  constructor(private readonly where: Where) {
    this.#clients = Object.fromEntries(
      Object.entries(where.mongo).map(([name, uri]) => [
        name,
        new MongoClient(uri, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 10_000 }),
      ]),
    );
  }

  async facts(): Promise<Facts> {
    const [
      users,
      tickets,
      orders,
      payments,
      passes,
      ordersOfTickets,
      ticketsOfOrders,
      ordersOfPayments,
    ] = await Promise.all([
      this.#all<UserDoc>('auth', 'users'),
      this.#all<TicketDoc>('tickets', 'tickets'),
      this.#all<OrderDoc>('orders', 'orders'),
      this.#all<PaymentDoc>('payments', 'payments'),
      this.#all<PassDoc>('tickets', 'passes'),
      this.#all<OrderCopy>('tickets', 'orders'),
      this.#all<Doc>('orders', 'tickets'),
      this.#all<OrderCopy>('payments', 'orders'),
    ]);
    const owners = Object.keys(this.where.mongo);
    const events = await Promise.all(owners.map((name) => this.#all<EventDoc>(name, 'events')));
    const parked = await Promise.all(
      owners.map(async (name) => {
        const messages = await this.#all<{ _id: string; reason: string }>(name, 'parked');
        return messages.map(({ _id, reason }) => `${name}: ${_id}: ${reason}`);
      }),
    );
    const ledger = await axios.get<Charge[]>(`${this.where.stripeUrl}/_ledger`, {
      timeout: answerMs,
    });
    return {
      now: new Date(),
      users,
      tickets,
      ...split(orders),
      payments,
      passes,
      copies: { ordersOfTickets, ticketsOfOrders, ordersOfPayments },
      events: events.flat(),
      parked: [...parked.flat(), ...(await this.#parkedByTheWorker())],
      charges: ledger.data,
    };
  }

  /**
   * Orders that stand for one ticket at the same moment. Cancelled is for ever, so an order that is read later and still
   * stands has stood all the time before.
   */
  async doubleSales(): Promise<readonly (readonly string[])[]> {
    const live = await this.#live();
    const suspects = [...groupBy(live, ticketOf).values()].filter((orders) => orders.length > 1);
    if (suspects.length === 0) return [];
    const still = new Set((await this.#live()).map(({ _id }) => _id));
    return suspects
      .map((orders) => orders.map(({ _id }) => _id).filter((id) => still.has(id)))
      .filter((ids) => ids.length > 1);
  }

  /** The records of all mails. */
  mails(): Promise<readonly MailDoc[]> {
    return this.#all<MailDoc>('auth', 'mails');
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#clients).map((client) => client.close()));
  }

  async #parkedByTheWorker(): Promise<string[]> {
    const { redis: at } = this.where;
    if (!at) return [];
    const redis = new Redis({ ...at, lazyConnect: true, commandTimeout: redisMs });
    // While it is away it is asked again; what is not answered in time fails the command.
    redis.on('error', () => undefined);
    try {
      const parked = await redis.hgetall('expiration:parked');
      return Object.entries(parked).map(([id, message]) => `expiration: ${id}: ${message}`);
    } finally {
      redis.disconnect();
    }
  }

  async #live(): Promise<OrderDoc[]> {
    const orders = await this.#all<OrderDoc>('orders', 'orders');
    return orders.filter(({ status }) => status !== 'cancelled');
  }

  async #all<T extends { readonly _id: string }>(name: string, collection: string): Promise<T[]> {
    const client = this.#clients[name];
    if (!client) throw new Error(`no database of ${name}`);
    const found = await client.db().collection(collection).find().toArray();
    return found.map((document) => ({ ...document, _id: String(document._id) }) as unknown as T);
  }
}
