import type { MetadataRoute } from 'next';
import { headers } from 'next/headers';

import { listTickets } from '@/lib/api/tickets';
import { hasStarted } from '@/lib/event-and-seat';
import { joinPages } from '@/lib/join-pages';
import { helpPath, privacyPath, searchPath, sellPath, termsPath } from '@/lib/paths';
import { currentCaller } from '@/lib/server/caller';
import { shopAddress } from '@/lib/server/shop-address';

const publicPages = ['/', searchPath, sellPath, helpPath, termsPath, privacyPath, '/docs/api'];
/** Crawlers ask often. A hundred tickets a page. */
const mostPages = 10;

/** The public pages, and the newest tickets on sale. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const address = shopAddress(await headers()) ?? '';
  const caller = await currentCaller();
  const { items } = await joinPages((query) => listTickets(query, caller), '', mostPages);
  const tickets = items.filter((ticket) => !hasStarted(ticket)).map(({ id }) => `/tickets/${id}`);
  return [...publicPages, ...tickets].map((path) => ({ url: `${address}${path}` }));
}
