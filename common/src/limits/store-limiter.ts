import {
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';

import type { LimitRow, LimitRows } from './limit-rows';

/** What the package says to extend, and types at its root without exporting it there: the parent of those that it does. */
const StoreAbstract = Object.getPrototypeOf(RateLimiterMongo) as typeof RateLimiterStoreAbstract;

type Options = Omit<ConstructorParameters<typeof RateLimiterStoreAbstract>[0], 'storeClient'>;

/**
 * rate-limiter-flexible on {@link LimitRows}. Its own `RateLimiterMongo` does not do: it takes FerretDB's deadlocks for an
 * outage, and gives no bound to a command that is never answered.
 */
export class StoreLimiter extends StoreAbstract {
  readonly #rows: LimitRows;

  constructor(rows: LimitRows, options: Options) {
    super({ ...options, storeClient: rows });
    this.#rows = rows;
  }

  protected _upsert(key: string, points: number, windowMs: number): Promise<LimitRow> {
    return this.#rows.add(key, points, windowMs);
  }

  protected async _get(key: string): Promise<LimitRow | null> {
    return (await this.#rows.find(key)) ?? null;
  }

  protected _getRateLimiterRes(_key: string, added: number, row: LimitRow): RateLimiterRes {
    return new RateLimiterRes(
      Math.max(this.points - row.points, 0),
      Math.max(row.endsAt.getTime() - Date.now(), 0),
      row.points,
      row.points === added,
    );
  }
}
