import type { AxiosResponse } from 'axios';

/** A part of a list, and the query that brings the next part. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextQuery: string | null;
}

export function toPage<T>({ data, headers }: AxiosResponse<T[]>): Page<T> {
  const link: unknown = headers['link'];
  return { items: data, nextQuery: typeof link === 'string' ? readNextQuery(link) : null };
}

/**
 * Only the query of `Link: <…>; rel="next"` is kept: behind the ingress, the address in it may be
 * one that browsers do not know.
 */
function readNextQuery(link: string): string | null {
  for (const [, address = '', parameters = ''] of link.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel="?next"?/i.test(parameters)) {
      return new URL(address, 'http://service').search;
    }
  }
  return null;
}
