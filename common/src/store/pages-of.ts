import type { Query, Versioned } from './store';

/**
 * Reads a query page by page, until there is no more. The next page is read when the one before it is done with.
 *
 * @param query its `limit` is the size of a page
 * @throws DependencyError if the database is unavailable
 */
export async function* pagesOf<T extends Versioned>(
  store: { query(query: Query<T>): Promise<readonly T[]> },
  query: Query<T>,
): AsyncGenerator<readonly T[]> {
  let { after } = query;
  do {
    const page = await store.query({ ...query, ...(after !== undefined && { after }) });
    yield page;
    after = page.length < query.limit ? undefined : page.at(-1)?.id;
  } while (after !== undefined);
}
