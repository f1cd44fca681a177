import {
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';

import type { LimitRow, LimitRows } from './limit-rows';

/**
 * The class that the package documents for extension. It is in the types of the package's root but is not exported
 * there, so it is taken as the parent of a class that is.
 */
const StoreAbstract = Object.getPrototypeOf(RateLimiterMongo) as typeof RateLimiterStoreAbstract;

type Options = Omit<ConstructorParameters<typeof RateLimiterStoreAbstract>[0], 'storeClient'>;

/**
 * rate-limiter-flexible on {@link LimitRows}. Its own `RateLimiterMongo` is not used, because it treats FerretDB's
 * deadlocks as an outage, and has no time-out for a command that is never answered.
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
