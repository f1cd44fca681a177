import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { signedIn } from '@ticketing-dev/common/testing';
import type { Addresses } from '@ticketing-dev/local';
import { type FaultyStripe, faultyStripe } from '@ticketing-dev/local/stripe';
import { Redis } from 'ioredis';

import { type Facts, Reader } from '../kit/checker/facts';
import { type Entry, History } from '../kit/checker/history';
import { atRest, type Violation } from '../kit/checker/judge';
import { type Answers, limitsEnv } from '../kit/limits';
import { anOwnStack, type OwnStack } from '../kit/own-stack';
import { idOf, Person } from '../kit/person';
import { inPool } from '../kit/pool';
import { createRandom } from '../kit/random';
import { type Variety, varietyBy } from '../kit/variety';
import type { ControlFile } from './service';
import { type TcpProxy, throughProxies } from './tcp-proxy';

const scale = { auth: 2, tickets: 2, orders: 2, expiration: 2, payments: 2 };
const atOnce = 40;
const everyMs = 100;
const redisMs = 10_000;

/** What every command of prove is given. */
export interface Where {
  readonly seed: number;
  /** `stand-in`, `durable`, or an address of MongoDB. */
  readonly database: string;
  readonly answers: Answers;
}

export interface PlatformOptions extends Where {
  /** 900 by default. */
  readonly holdSeconds?: number;
  /** A process for each database, so that each can fail alone. */
  readonly databasesApart?: boolean;
  /** Where auth sends mails. Without it, there are none. */
  readonly smtpUrl?: string;
  /** The services run as in production, without crash points and controls. */
  readonly isPlain?: boolean;
}

/** An order of a buyer. `orderId` is empty until it is made. */
export interface Sale {
  readonly buyer: Person;
  readonly ticketId: string;
  readonly orderId: string;
}

export interface HeldSale extends Sale {
  readonly expiresAt: Date;
}

/** The platform under test: two of each service, and a proxy before every server and before Stripe. */
export class Platform {
  readonly history = new History();
  readonly reader: Reader;
  readonly seller: Person;
  readonly #variety: Variety;
  #buyers = 0;

  private constructor(
    readonly stack: OwnStack,
    /** Of the databases by their services, of NATS Streaming and of Redis. */
    readonly proxies: ReadonlyMap<string, TcpProxy>,
    readonly stripe: FaultyStripe,
    /** The servers' own addresses, behind the proxies. */
    readonly addresses: Addresses,
    private readonly control: string,
    private readonly options: PlatformOptions,
  ) {
    const { mongo, redis, stripe: stripeUrl = '' } = addresses;
    this.reader = new Reader({ mongo, redis, stripeUrl });
    this.#variety = varietyBy(createRandom(options.seed + 3));
    this.seller = this.signedIn('sue');
  }

  static async start(options: PlatformOptions): Promise<Platform> {
    const { seed, database, answers, smtpUrl } = options;
    const { holdSeconds = 900, databasesApart = false } = options;
    const proxies = new Map<string, TcpProxy>();
    let direct: Addresses | undefined;
    const stripe = await faultyStripe(() => direct?.stripe ?? '', createRandom(seed + 1));
    const control = mkdtempSync(path.join(tmpdir(), 'ticketing-control-'));
    const entry = path.join(__dirname, 'service.js');
    try {
      const stack = await anOwnStack({
        client: false,
        databasesApart,
        scale,
        database,
        env: {
          ...limitsEnv(answers.limits),
          EXPIRATION_WINDOW_SECONDS: String(holdSeconds),
          LOG_LEVEL: 'warn',
          ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
        },
        longestPauseMs: 1_000,
        ...(options.isPlain === true
          ? {}
          : {
              entries: Object.fromEntries(Object.keys(scale).map((service) => [service, entry])),
              serviceEnv: { PROVE_CONTROL: control },
            }),
        between: async (addresses) => {
          direct = addresses;
          return { ...(await throughProxies(addresses, proxies)), stripe: stripe.url };
        },
      });
      if (!direct) throw new Error('the stack has no addresses');
      return new Platform(stack, proxies, stripe, direct, control, options);
    } catch (error) {
      closeAll(proxies, stripe, control);
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.reader.close();
    await this.stack.end();
    closeAll(this.proxies, this.stripe, this.control);
  }

  /** Tells the processes of the services something, by a file that they read. */
  tell(file: ControlFile, text = ''): void {
    writeFileSync(path.join(this.control, file), text);
  }

  forget(...files: ControlFile[]): void {
    for (const file of files) rmSync(path.join(this.control, file), { force: true });
  }

  /** @returns undefined where there is no such file */
  read(file: ControlFile): string | undefined {
    const name = path.join(this.control, file);
    return existsSync(name) ? readFileSync(name, 'utf8') : undefined;
  }

  /** Without an account, but with a session that the services accept. */
  signedIn(name: string): Person {
    return this.visitor(name, signedIn(name, this.stack.jwtKey));
  }

  /** The same person at each instance of a service, without the gateway in between. */
  atEachInstance(service: string, name: string): Person[] {
    const session = signedIn(name, this.stack.jwtKey);
    const instances = this.stack.processes().filter((each) => each.name.startsWith(`${service}-`));
    return instances.map(({ url }) => this.visitor(name, session, url));
  }

  visitor(name: string, session?: string, url = this.stack.url): Person {
    const { history } = this;
    const shop = { ...this.stack, url, onAnswer: this.options.answers.count };
    return new Person(shop, { name, session, history, variety: this.#variety });
  }

  buyer(): Person {
    return this.signedIn(`buyer-${(this.#buyers += 1)}`);
  }

  /** Tickets that orders may not have received yet. */
  tickets(count: number): Promise<string[]> {
    return inPool(Array.from({ length: count }), atOnce, () =>
      until('a ticket', async () => idOf(await this.seller.sell(19.99)), 15_000),
    );
  }

  /** A ticket that orders has received. */
  async ticket(): Promise<string> {
    const [id = ''] = await this.tickets(1);
    await this.settled([id]);
    return id;
  }

  /** A buyer of a new ticket, without an order yet. */
  async offer(): Promise<Sale> {
    return { buyer: this.buyer(), ticketId: await this.ticket(), orderId: '' };
  }

  /** An order of a new ticket, which every service has received. */
  async order(): Promise<Sale> {
    const sale = await this.#ordered(await this.ticket());
    await this.settled([sale.ticketId, sale.orderId]);
    return sale;
  }

  /** Orders of many new tickets, which payments has received. */
  async orders(count: number): Promise<readonly HeldSale[]> {
    const tickets = await this.tickets(count);
    const sales = await inPool(tickets, atOnce, (ticketId) => this.#ordered(ticketId));
    const received = async (): Promise<HeldSale[] | undefined> => {
      const { orders, copies } = await this.facts();
      const copied = new Set(copies.ordersOfPayments.map(({ _id }) => _id));
      if (!sales.every(({ orderId }) => copied.has(orderId))) return undefined;
      const ends = new Map(orders.map(({ _id, expiresAt }) => [_id, expiresAt]));
      return sales.map((sale) => ({
        ...sale,
        expiresAt: ends.get(sale.orderId) ?? new Date(Number.NaN),
      }));
    };
    return until('payments receives the orders', received, 60_000);
  }

  facts(): Promise<Facts> {
    return this.reader.facts();
  }

  async statusOf(orderId: string): Promise<string | undefined> {
    return (await this.facts()).orders.find(({ _id }) => _id === orderId)?.status;
  }

  /** The buyer pays, and cancels while Stripe's answer is held back until payments has received the cancellation. */
  async cancelWhilePaying({ buyer, orderId }: Sale, withinMs: number): Promise<void> {
    const release = this.stripe.hold();
    try {
      // Repeated: a process that crashes before it has stored the payment leaves none.
      const paying = answered(() => buyer.pay(orderId));
      const isCharged = async () =>
        (await this.facts()).charges.some((charge) => charge.transfer_group === orderId);
      await until('a charge', isCharged, withinMs);
      await answered(() => buyer.cancel(orderId));
      const isReceived = async () =>
        (await this.facts()).copies.ordersOfPayments.some(
          ({ _id, status }) => _id === orderId && status === 'cancelled',
        );
      await until('payments receives the cancellation', isReceived, withinMs);
      release();
      await paying;
    } finally {
      release();
    }
  }

  /** Waits until the checker finds nothing wrong with these; throws what it still finds. */
  async settled(ids: readonly string[], withinMs = 40_000): Promise<void> {
    let wrong: readonly Violation[] = [];
    const isSettled = async (): Promise<boolean> => {
      wrong = atRest(await this.facts()).filter((each) =>
        ids.some((id) => each.ids.includes(id) || each.says.includes(id)),
      );
      return wrong.length === 0;
    };
    const says = (): string => wrong.map((each) => `${each.promise}: ${each.says}`).join('; ');
    await until(says, isSettled, withinMs);
  }

  /** Deletes all that Redis holds; retries while it is unavailable. */
  async wipeRedis(): Promise<void> {
    const redis = new Redis({
      ...this.addresses.redis,
      maxRetriesPerRequest: null,
      commandTimeout: redisMs,
    });
    // The command fails where there is no answer in time.
    redis.on('error', () => undefined);
    try {
      await redis.flushall();
    } finally {
      redis.disconnect();
    }
  }

  /** With an idempotency key: if an answer is lost, the next one has the same order. */
  async #ordered(ticketId: string): Promise<Sale> {
    const buyer = this.buyer();
    let refusals = 0;
    const order = async () => {
      const entry = await buyer.order(ticketId, `order-${refusals}`);
      // A refusal, such as 404 before the ticket is known, is stored with its key.
      if (entry.outcome === 'failed' && entry.status !== 409) refusals += 1;
      return idOf(entry);
    };
    return { buyer, ticketId, orderId: await until('an order', order, 60_000) };
  }
}

/** Starts a platform, runs on it, and ends it. */
export async function onPlatform(
  options: PlatformOptions,
  run: (platform: Platform) => Promise<boolean>,
): Promise<boolean> {
  const platform = await Platform.start(options);
  try {
    return await run(platform);
  } finally {
    await platform.end();
  }
}

/** Asks until the answer is neither undefined nor false. */
export async function until<T>(
  what: string | (() => string),
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs: number,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      throw new Error(`not within ${withinMs} ms: ${typeof what === 'string' ? what : what()}`);
    }
    await delay(everyMs);
  }
}

/** Repeats a request until it is answered without a 5xx. */
export const answered = (send: () => Promise<Entry>): Promise<Entry> =>
  until(
    'an answer',
    async () => {
      const entry = await send();
      return entry.outcome === 'unknown' ? undefined : entry;
    },
    60_000,
  );

function closeAll(
  proxies: ReadonlyMap<string, TcpProxy>,
  stripe: FaultyStripe,
  control: string,
): void {
  for (const proxy of proxies.values()) proxy.close();
  stripe.close();
  rmSync(control, { recursive: true, force: true });
}
