import type { Page } from '@ticketing-dev/common';

/** A day at the place of the event, or an instant in milliseconds since 1970. */
export type Moment = { readonly day: string } | { readonly at: number };

/** What a buyer looks for. Absent fields allow everything. */
export interface Search {
  readonly words?: string;
  readonly from?: Moment;
  readonly to?: Moment;
  /** Parts of the names of a city and of a venue. */
  readonly place?: string;
  readonly minPriceInCents?: number;
  readonly maxPriceInCents?: number;
  /** The key of an event. */
  readonly event?: string;
  readonly sort: Sort;
}

/** `relevance` needs words. */
export type Sort = 'relevance' | 'soonest' | 'newest' | 'price';

/**
 * The values that decide the place of an item in a list, most important first. The last one differs between any two
 * items, so that a rank is also a cursor.
 */
export type Rank = readonly (number | string)[];

/** The requested part of a list of results. */
export interface ResultPage extends Pick<Page, 'limit'> {
  readonly after?: Rank;
}

/** An item of a list, with its rank in that list. */
export interface Ranked<T> {
  readonly item: T;
  readonly rank: Rank;
}
