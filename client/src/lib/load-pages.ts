import type { Page } from './api/page';

/** Loads the first pages of a list, as one. An item that moved between two pages is there once. */
export async function loadPages<T>(
  load: (query: string) => Promise<Page<T>>,
  keyOf: (item: T) => string,
  query: string,
  count: number,
): Promise<Page<T>> {
  const items = new Map<string, T>();
  let nextQuery: string | null = query;
  for (let loaded = 0; loaded < count && nextQuery !== null; loaded += 1) {
    const page = await load(nextQuery);
    for (const item of page.items) items.set(keyOf(item), item);
    nextQuery = page.nextQuery;
  }
  return { items: [...items.values()], nextQuery };
}
