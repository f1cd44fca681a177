import type { Answer } from './http';

/** A page of a list, and the query for the next page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextQuery: string | null;
}

export function toPage<T>({ data, headers }: Answer<T[]>): Page<T> {
  const link = headers.get('link');
  return { items: data, nextQuery: link === null ? null : readNextQuery(link) };
}

/**
 * Returns only the query of `Link: <…>; rel="next"`, because behind the ingress browsers may not be able to reach the
 * address in it.
 */
function readNextQuery(link: string): string | null {
  for (const [, address = '', parameters = ''] of link.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel="?next"?/i.test(parameters)) {
      return new URL(address, 'http://service').search;
    }
  }
  return null;
}
