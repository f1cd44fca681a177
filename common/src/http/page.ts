import type { Request, Response } from 'express';

import { type ErrorItem, type Id, toId } from '../contracts';
import { RequestValidationError } from '../errors/request-validation-error';

/** The most items on a page, and the default. */
const maxLimit = 100;

/** The requested part of a list: at most `limit` items that come after `after`. */
export interface Page {
  readonly limit: number;
  readonly after?: Id;
}

const isLimit = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{1,3}$/.test(value) && +value >= 1 && +value <= maxLimit;

/**
 * Reads `?limit=` and `?after=`.
 *
 * @throws RequestValidationError if one is malformed
 */
export function readPage({ query: { limit, after } }: Request): Page {
  const faults = limitFaults(limit);
  const afterId = toId(after);
  if (after !== undefined && !afterId) {
    faults.push({ message: 'after must be the id of an item', field: 'after' });
  }
  if (faults.length > 0) throw new RequestValidationError(faults);
  return { limit: toLimit(limit), ...(afterId && { after: afterId }) };
}

/** What is wrong with `?limit=`. */
export const limitFaults = (limit: unknown): ErrorItem[] =>
  limit === undefined || isLimit(limit)
    ? []
    : [{ message: `limit must be a whole number from 1 to ${maxLimit}`, field: 'limit' }];

/** The value of a `?limit=` without faults. */
export const toLimit = (limit: unknown): number => (limit === undefined ? maxLimit : Number(limit));

/** Says in a `Link` header (RFC 8288) where the next page is. */
export function linkNext(
  { baseUrl, path }: Request,
  response: Response,
  query: Readonly<Record<string, string>>,
): void {
  const next = new URLSearchParams(query).toString();
  response.set('Link', `<${baseUrl}${path}?${next}>; rel="next"`);
}

/**
 * Reads the page that the request asks for, and answers it. If there is a next page, a `Link` header (RFC 8288) has its
 * address.
 *
 * @param list lists one item more than the page has: it shows whether there is a next page
 * @throws RequestValidationError if `?limit=` or `?after=` is malformed
 */
export async function sendPage<T extends { readonly id: Id }>(
  request: Request,
  response: Response,
  list: (page: Page) => Promise<readonly T[]>,
  toBody: (item: T) => unknown,
): Promise<void> {
  const page = readPage(request);
  const { limit } = page;
  const items = await list({ ...page, limit: limit + 1 });
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (items.length > limit && last) {
    linkNext(request, response, { limit: String(limit), after: last.id });
  }
  response.json(shown.map(toBody));
}
