import type { Page } from './api/page';
import { joinPages } from './join-pages';

/** Loads the first pages of a list, as one. An item that moved between two pages is there once. */
export async function loadPages<T>(
  load: (query: string) => Promise<Page<T>>,
  keyOf: (item: T) => string,
  query: string,
  count: number,
): Promise<Page<T>> {
  const { items, nextQuery } = await joinPages(load, query, count);
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return { items: [...byKey.values()], nextQuery };
}
