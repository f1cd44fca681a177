import type { Page } from './api/page';

/**
 * Loads the first pages of a list, as one page.
 *
 * @param query the query of the first page
 * @param most how many pages at most
 */
export async function joinPages<T>(
  load: (query: string) => Promise<Page<T>>,
  query: string,
  most: number,
): Promise<Page<T>> {
  const items: T[] = [];
  let nextQuery: string | null = query;
  for (let loaded = 0; loaded < most && nextQuery !== null; loaded += 1) {
    const page = await load(nextQuery);
    items.push(...page.items);
    nextQuery = page.nextQuery;
  }
  return { items, nextQuery };
}
