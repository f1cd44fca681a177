import { eventually } from '@ticketing-dev/common/testing';

import { disagreements, outcomes, type Where } from '../agreement';
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

/** What clients were promised, and what of it is not so. */
export interface Kept {
  readonly broken: readonly string[];
  readonly orders: number;
  readonly complete: number;
  readonly cancelled: number;
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

  /** Compares what was answered with what is stored. */
  async promises(): Promise<Kept> {
    const { orders, paid, cancelled } = this.traffic.promised;
    const ends = await this.platform.read(outcomes);
    const endOf = ({ id }: { readonly id: string }) => ends.get(id) ?? 'lost';
    const wrong = (promised: typeof orders, what: string, isWrong: (end: string) => boolean) =>
      promised
        .filter((order) => isWrong(endOf(order)))
        .map((order) => `order ${order.id} was ${what} and is ${endOf(order)}`);
    return {
      broken: [
        ...wrong(orders, 'created', (end) => end === 'lost'),
        ...wrong(cancelled, 'cancelled', (end) => end !== 'cancelled: buyer'),
        // A payment that is only authorised may be released, if the hold ends while the bus is unavailable.
        ...wrong(paid, 'paid', (end) => end === 'lost' || end === 'cancelled: buyer'),
      ],
      orders: orders.length,
      complete: paid.filter((order) => endOf(order) === 'complete').length,
      cancelled: cancelled.length,
    };
  }

  /** Waits for more orders and payments, so that every service has worked since. */
  async #sells(): Promise<void> {
    const { orders, paid } = this.traffic.promised;
    const before = { orders: orders.length, paid: paid.length };
    await eventually(() => {
      if (orders.length < before.orders + 4 || paid.length < before.paid + 2) {
        const now = { orders: orders.length, paid: paid.length };
        throw new Error(`It does not sell: ${JSON.stringify({ before, now })}`);
      }
    }, this.platform.backMs);
  }
}
