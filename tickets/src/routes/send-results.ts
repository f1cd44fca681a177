import { linkNext } from '@ticketing-dev/common';
import type { Request, Response } from 'express';

import type { Ranked, ResultPage, Search, Sort } from '../domain/search/search';
import { cursorOf, readSearch } from './read-search';

/**
 * Answers a page of the results of the search in the query.
 *
 * @param otherwise the sort without words
 * @param find finds one result more than the page has: it shows whether there is a next page. A result without an item is
 *   gone, and left out.
 */
export async function sendResults<T>(
  request: Request,
  response: Response,
  otherwise: Sort,
  find: (search: Search, page: ResultPage) => Promise<readonly Ranked<T | undefined>[]>,
  toBody: (item: T) => unknown,
): Promise<void> {
  const { search, page, query } = readSearch(request, otherwise);
  const { limit } = page;
  const found = await find(search, { ...page, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  if (found.length > limit && last) {
    const after = cursorOf(search.sort, last.rank);
    linkNext(request, response, { ...query, limit: String(limit), after });
  }
  response.json(shown.flatMap(({ item }) => (item === undefined ? [] : [toBody(item)])));
}
