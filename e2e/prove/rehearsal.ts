import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { createRandom } from '../kit/random';
import type { Facts } from '../kit/checker/facts';
import { atRest, type Violation } from '../kit/checker/judge';
import { Client, idOf } from './client';
import { files } from './entries/control';
import { type Entry, History } from '../kit/checker/history';
import type { Answers } from '../kit/limits';
import { inPool } from '../kit/pool';
import { setStage, type Stage } from './stage';

const entry = (service: string): string => path.join(__dirname, 'entries', `${service}.js`);
const everyMs = 100;
const price = 19.99;
const atOnce = 40;

/** Who ordered what. */
export interface Sale {
  readonly who: string;
  readonly orderId: string;
  readonly ticketId: string;
}

/** With the time at which its hold ends. */
export interface HeldSale extends Sale {
  readonly expiresAt: Date;
}

/** A stage whose processes crash, and lose a guard, when they are told to. */
export class Rehearsal {
  readonly history = new History();
  readonly client: Client;
  #people = 0;

  private constructor(
    readonly stage: Stage,
    private readonly control: string,
    answers: Answers,
    random: () => number,
  ) {
    const { url, jwtKey } = stage.stack;
    this.client = new Client(url, jwtKey, this.history, answers, random);
  }

  static async start(seed: number, database: string, answers: Answers): Promise<Rehearsal> {
    const control = mkdtempSync(path.join(tmpdir(), 'ticketing-control-'));
    const stage = await setStage({
      database,
      random: createRandom(seed),
      holdSeconds: 900,
      limits: 'raised',
      databasesApart: false,
      entries: {
        tickets: entry('tickets'),
        orders: entry('orders'),
        payments: entry('payments'),
        expiration: entry('expiration'),
      },
      serviceEnv: { PROVE_CONTROL: control },
    });
    return new Rehearsal(stage, control, answers, createRandom(seed + 3));
  }

  async end(): Promise<void> {
    await this.client.close();
    await this.stage.end();
    rmSync(this.control, { recursive: true, force: true });
  }

  tell(file: keyof typeof files, text = ''): void {
    writeFileSync(this.#file(file), text);
  }

  forget(file: keyof typeof files): void {
    rmSync(this.#file(file), { force: true });
  }

  isThere(file: keyof typeof files): boolean {
    return existsSync(this.#file(file));
  }

  read(file: keyof typeof files): string {
    return existsSync(this.#file(file)) ? readFileSync(this.#file(file), 'utf8') : '';
  }

  buyer(): string {
    return `buyer-${(this.#people += 1)}`;
  }

  /** Asks until it is so; throws what it last was when the time is over. */
  async until<T>(
    what: string,
    ask: () => Promise<T | undefined> | T | undefined,
    withinMs: number,
  ): Promise<T> {
    const end = performance.now() + withinMs;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
      await delay(everyMs);
    }
  }

  /** People ask again when they are not answered. */
  async persist(ask: () => Promise<Entry>): Promise<void> {
    await this.until(
      'an answer',
      async () => ((await ask()).outcome === 'unknown' ? undefined : true),
      60_000,
    );
  }

  /** A ticket that orders has heard of. */
  async ticket(): Promise<string> {
    const id = await this.#sold();
    await this.settled([id]);
    return id;
  }

  /** An order of a new ticket, of which everybody has heard. */
  async order(): Promise<Sale> {
    const ticketId = await this.ticket();
    const who = this.buyer();
    const orderId = await this.#ordered(who, ticketId, 15_000);
    await this.settled([ticketId, orderId]);
    return { who, orderId, ticketId };
  }

  /** Many tickets, of which orders may not have heard yet. */
  tickets(count: number): Promise<string[]> {
    return inPool(Array.from({ length: count }), atOnce, () => this.#sold());
  }

  /** Orders of many new tickets, of which payments has heard. */
  async orders(count: number): Promise<readonly HeldSale[]> {
    const sales = await inPool(await this.tickets(count), atOnce, async (ticketId) => {
      const who = this.buyer();
      return { who, ticketId, orderId: await this.#ordered(who, ticketId, 60_000) };
    });
    return this.until(
      'payments hears of the orders',
      async () => {
        const { orders, copies } = await this.facts();
        const heard = new Set(copies.ordersOfPayments.map(({ _id }) => _id));
        if (!sales.every(({ orderId }) => heard.has(orderId))) return undefined;
        const ends = new Map(orders.map(({ _id, expiresAt }) => [_id, expiresAt]));
        return sales.map((sale) => ({
          ...sale,
          expiresAt: ends.get(sale.orderId) ?? new Date(Number.NaN),
        }));
      },
      60_000,
    );
  }

  #sold(): Promise<string> {
    const ask = async () => idOf(await this.client.sell('sue', price));
    return this.until('a ticket', ask, 15_000);
  }

  /** Under the attempt's name: an order whose answer was lost is told again, not refused. */
  #ordered(who: string, ticketId: string, withinMs: number): Promise<string> {
    const ask = async () => idOf(await this.client.order(who, ticketId, `${who}-once`));
    return this.until('an order', ask, withinMs);
  }

  /** What is wrong with these, as it is now. */
  async wrongWith(ids: readonly string[]): Promise<readonly Violation[]> {
    return atRest(await this.stage.reader.facts()).filter((violation) =>
      ids.some((id) => violation.ids.includes(id) || violation.says.includes(id)),
    );
  }

  async settled(ids: readonly string[], withinMs = 40_000): Promise<void> {
    let last: readonly Violation[] = [];
    try {
      await this.until(
        'at rest',
        async () => {
          last = await this.wrongWith(ids);
          return last.length === 0 ? true : undefined;
        },
        withinMs,
      );
    } catch (error) {
      throw new Error(last.map(({ promise, says }) => `${promise}: ${says}`).join('; '), {
        cause: error,
      });
    }
  }

  /** @returns after how long nothing is wrong any more with anything; undefined where that never was */
  async calm(withinMs: number): Promise<number | undefined> {
    const since = performance.now();
    const isCalm = async (): Promise<true | undefined> =>
      atRest(await this.facts()).length === 0 ? true : undefined;
    return this.until('nothing is wrong', isCalm, withinMs).then(
      () => performance.now() - since,
      () => undefined,
    );
  }

  facts(): Promise<Facts> {
    return this.stage.reader.facts();
  }

  async statusOf(orderId: string): Promise<string | undefined> {
    return (await this.facts()).orders.find(({ _id }) => _id === orderId)?.status;
  }

  #file(name: keyof typeof files): string {
    return path.join(this.control, files[name]);
  }
}
