import { eventually } from '@ticketing-dev/common/testing';

import { disagreements, factsOf, type Where } from '../agreement';
import { changesOf, lateness } from '../checker/judge';
import type { Shop } from '../shop';
import { startTraffic, type Traffic } from '../traffic';

/** A stack of this machine, or a cluster. */
export interface Platform {
  readonly shop: Shop;
  /** How long a killed part may take until it serves again. */
  readonly backMs: number;
  /** How long the services may take until they agree, once the traffic has stopped. */
  readonly agreeMs: number;
  /** Kills a part, and resolves when another process has taken its place. */
  kill(part: string): Promise<void>;
  /** Gives access to the databases and to Stripe's ledger. */
  read<T>(read: (where: Where) => Promise<T>): Promise<T>;
}

/** The scenario: parts of a platform are killed in turn, while people buy and pay. */
export class Kills {
  private constructor(
    private readonly platform: Platform,
    private readonly traffic: Traffic,
  ) {}

  static async start(platform: Platform): Promise<Kills> {
    return new Kills(platform, await startTraffic(platform.shop));
  }

  stop = (): Promise<void> => this.traffic.stop();

  /** Fails if the platform does not sell again after the kill. */
  async kill(part: string): Promise<void> {
    await this.#sells();
    await this.platform.kill(part);
    await this.#sells();
  }

  /** Stops the traffic, and waits until all databases and Stripe's ledger agree. */
  async agree(): Promise<void> {
    await this.stop();
    await this.platform.read((where) =>
      eventually(async () => {
        const found = await disagreements(where);
        if (found.length > 0) throw new Error(found.join('\n'));
      }, this.platform.agreeMs),
    );
  }

  /** What was answered and is not so, was not requested, or expired early. And how the orders ended. */
  async promises() {
    const { entries } = this.traffic.history;
    const people = new Set(entries.map(({ who }) => who));
    const facts = await this.platform.read(factsOf);
    const orders = facts.orders.filter(({ userId }) => people.has(userId));
    const own = { ...facts, orders };
    return {
      broken: [...changesOf(own, entries), ...lateness(own).early].map(({ says }) => says),
      orders: orders.length,
      complete: orders.filter(({ status }) => status === 'complete').length,
      cancelled: orders.filter(({ cancelReason }) => cancelReason === 'buyer').length,
    };
  }

  #count(what: string): number {
    const { entries } = this.traffic.history;
    return entries.filter((entry) => entry.what === what && entry.outcome === 'ok').length;
  }

  /** Waits for more orders and payments, so that every service has worked since. */
  async #sells(): Promise<void> {
    const [orders, payments] = [this.#count('orders'), this.#count('pays')];
    await eventually(() => {
      const [ordered, paid] = [this.#count('orders') - orders, this.#count('pays') - payments];
      if (ordered < 4 || paid < 2) throw new Error(`${ordered} orders and ${paid} payments`);
    }, this.platform.backMs);
  }
}
