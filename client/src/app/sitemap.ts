import type { MetadataRoute } from 'next';
import { headers } from 'next/headers';

import { listTickets } from '@/lib/api/tickets';
import { hasStarted } from '@/lib/event-and-seat';
import { currentCaller } from '@/lib/server/caller';
import { shopAddress } from '@/lib/server/shop-address';

const publicPages = ['/', '/search', '/tickets/new', '/help', '/terms', '/privacy', '/docs/api'];
/** Crawlers ask often. A hundred tickets a page. */
const mostPages = 10;

/** The public pages, and the newest tickets on sale. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const address = shopAddress(await headers()) ?? '';
  const ids: string[] = [];
  const caller = await currentCaller();
  let query: string | null = '';
  for (let page = 0; page < mostPages && query !== null; page += 1) {
    const { items, nextQuery } = await listTickets(query, caller);
    ids.push(...items.filter((ticket) => !hasStarted(ticket)).map(({ id }) => id));
    query = nextQuery;
  }
  const tickets = ids.map((id) => `/tickets/${id}`);
  return [...publicPages, ...tickets].map((path) => ({ url: `${address}${path}` }));
}
