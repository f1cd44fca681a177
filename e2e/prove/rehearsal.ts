import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createRandom } from '../simulate/tape';
import type { Facts } from './checker/facts';
import { atRest, type Violation } from './checker/judge';
import { Client, idOf } from './client';
import { files } from './entries/control';
import { History } from './history';
import { setStage, type Stage } from './stage';

const entry = (service: string): string => path.join(__dirname, 'entries', `${service}.js`);
const everyMs = 100;
const price = 19.99;

/** A stage whose processes crash, and lose a guard, when they are told to. */
export class Rehearsal {
  readonly history = new History();
  readonly client: Client;
  #people = 0;

  private constructor(
    readonly stage: Stage,
    private readonly control: string,
  ) {
    this.client = new Client(stage.stack.url, stage.stack.jwtKey, this.history);
  }

  static async start(seed: number, database: string): Promise<Rehearsal> {
    const control = mkdtempSync(path.join(tmpdir(), 'ticketing-control-'));
    const stage = await setStage({
      database,
      random: createRandom(seed),
      holdSeconds: 900,
      databasesApart: false,
      entries: {
        tickets: entry('tickets'),
        orders: entry('orders'),
        payments: entry('payments'),
        expiration: entry('expiration'),
      },
      serviceEnv: { PROVE_CONTROL: control },
      say: () => undefined,
    });
    return new Rehearsal(stage, control);
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
      await this.wait(everyMs);
    }
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  }

  /** A ticket that orders has heard of. */
  async ticket(): Promise<string> {
    const id = await this.until(
      'a ticket',
      async () => idOf(await this.client.sell('sue', price)),
      15_000,
    );
    await this.settled([id]);
    return id;
  }

  /** An order of a new ticket, of which everybody has heard. */
  async order(): Promise<{
    readonly who: string;
    readonly orderId: string;
    readonly ticketId: string;
  }> {
    const ticketId = await this.ticket();
    const who = this.buyer();
    const orderId = await this.until(
      'an order',
      async () => idOf(await this.client.order(who, ticketId)),
      15_000,
    );
    await this.settled([ticketId, orderId]);
    return { who, orderId, ticketId };
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
