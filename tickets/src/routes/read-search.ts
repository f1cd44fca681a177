import {
  type ErrorItem,
  limitFaults,
  RequestValidationError,
  toLimit,
} from '@ticketing-dev/common';
import type { Request } from 'express';

import type { Rank, ResultPage, Search, Sort } from '../domain/search/search';
import { searchNames, searchQuery } from './search-query';

/** A search of a request, and the page of its results. */
export interface SearchRequest {
  readonly search: Search;
  readonly page: ResultPage;
  /** Its parameters, for the address of the next page. */
  readonly query: Readonly<Record<string, string>>;
}

/** The parameters of a search. A form sends its empty fields, too: they are absent. */
const given = ({ query }: Request): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    searchNames.flatMap((name) => {
      const value: unknown = query[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

export const isSearch = (request: Request): boolean => Object.keys(given(request)).length > 0;

/**
 * Reads a search from the query.
 *
 * @param otherwise the sort without words
 * @throws RequestValidationError with a message for each wrong parameter
 */
export function readSearch(request: Request, otherwise: Sort): SearchRequest {
  const { limit, after } = request.query;
  const query = given(request);
  const read = searchQuery.safeParse(query);
  const faults = [...limitFaults(limit), ...faultsOf(read.error?.issues ?? [])];
  if (!read.success || faults.length > 0) throw new RequestValidationError(faults);
  const { q: words, minPrice, maxPrice, sort, ...filters } = read.data;
  const hasWords = words !== undefined && words !== '';
  const best = hasWords ? 'relevance' : otherwise;
  const search: Search = {
    ...filters,
    ...(hasWords && { words }),
    ...(minPrice !== undefined && { minPriceInCents: minPrice }),
    ...(maxPrice !== undefined && { maxPriceInCents: maxPrice }),
    sort: sort === undefined || sort === 'relevance' ? best : sort,
  };
  return {
    search,
    page: {
      limit: toLimit(limit),
      ...(after !== undefined && { after: readCursor(after, search.sort) }),
    },
    query: query as Readonly<Record<string, string>>,
  };
}

function faultsOf(issues: readonly { readonly path: readonly PropertyKey[]; message: string }[]) {
  const byField = new Map<string, ErrorItem>();
  for (const { path, message } of issues) {
    const field = String(path[0]);
    if (!byField.has(field)) byField.set(field, { message, field });
  }
  return [...byField.values()];
}

/** The cursor behind an item. It names its sort, because it means nothing in a list with another one. */
export const cursorOf = (sort: Sort, rank: Rank): string =>
  Buffer.from(JSON.stringify([sort, ...rank])).toString('base64url');

/** The types of the values in a rank. */
const shapes: Readonly<Record<Sort, readonly ('number' | 'string')[]>> = {
  relevance: ['number', 'number', 'number', 'string'],
  soonest: ['number', 'string'],
  newest: ['string'],
  price: ['number', 'number', 'string'],
};

function readCursor(after: unknown, sort: Sort): Rank {
  const [name, ...rank] = typeof after === 'string' ? parsed(after) : [];
  const shape = shapes[sort];
  if (name === sort && rank.map((value) => typeof value).join() === shape.join())
    return rank as Rank;
  const message = 'after must come from the Link of a page with the same sort';
  throw new RequestValidationError([{ message, field: 'after' }]);
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
