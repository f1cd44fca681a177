import type { Request, Response } from 'express';
import { query, type ValidationChain } from 'express-validator';

/** Most items on a page, and how many there are where the query does not say. */
const maxLimit = 100;

/** Which part of a list is asked for: at most `limit` items, those after `after`. */
export interface Page {
  readonly limit: number;
  readonly after?: string;
}

/** Checks `?limit=` and `?after=`. */
export const pageRules: readonly ValidationChain[] = [
  query('limit')
    .optional()
    .custom((value: unknown) => typeof value === 'string' && /^\d{1,3}$/.test(value))
    .bail()
    .isInt({ min: 1, max: maxLimit })
    .withMessage(`limit must be a whole number from 1 to ${maxLimit}`),
  query('after')
    .optional()
    .custom((value: unknown) => typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value))
    .withMessage('after must be the id of an item'),
];

/** Reads what {@link pageRules} has checked. */
export function readPage(request: Request): Page {
  const { limit, after } = request.query;
  return {
    limit: limit === undefined ? maxLimit : Number(limit),
    ...(typeof after === 'string' ? { after } : {}),
  };
}

/**
 * Answers a page of a list, with the address of the next page in a `Link` header (RFC 8288) where there may be one.
 *
 * @param items one more than asked for, where there are more
 */
export function sendPage(
  request: Request,
  response: Response,
  { limit }: Page,
  items: readonly { readonly id: string }[],
): void {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  if (items.length > limit && last) {
    const next = new URLSearchParams({ limit: String(limit), after: last.id });
    response.set('Link', `<${request.baseUrl}${request.path}?${next.toString()}>; rel="next"`);
  }
  response.json(page);
}
