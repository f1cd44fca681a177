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
  const faults: ErrorItem[] = [];
  if (limit !== undefined && !isLimit(limit)) {
    const message = `limit must be a whole number from 1 to ${maxLimit}`;
    faults.push({ message, field: 'limit' });
  }
  const afterId = toId(after);
  if (after !== undefined && !afterId) {
    faults.push({ message: 'after must be the id of an item', field: 'after' });
  }
  if (faults.length > 0) throw new RequestValidationError(faults);
  return {
    limit: limit === undefined ? maxLimit : Number(limit),
    ...(afterId && { after: afterId }),
  };
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
    const next = new URLSearchParams({ limit: String(limit), after: last.id });
    response.set('Link', `<${request.baseUrl}${request.path}?${next.toString()}>; rel="next"`);
  }
  response.json(shown.map(toBody));
}
