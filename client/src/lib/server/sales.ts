import 'server-only';

import type { SaleBody } from '@ticketing-dev/common/contracts';

import type { Caller } from '@/lib/api/http';
import { listSales } from '@/lib/api/sales';
import { toCents } from '@/lib/format';
import { joinPages } from '@/lib/join-pages';

import { publicNames } from './public-names';

/** A sale, and the public name of its buyer if there is one. */
export interface NamedSale {
  readonly sale: SaleBody;
  readonly buyer: string | null;
}

/** A page of the caller's sales, and the query for the next page. */
export interface SalesPage {
  readonly sales: readonly NamedSale[];
  readonly nextQuery: string | null;
}

/** What all sales together have brought. */
export interface SalesSum {
  readonly count: number;
  readonly dollars: number;
  /** Whether there are older sales, which are not counted. */
  readonly isPart: boolean;
}

/** A seller of more has the CSV file. */
const mostPages = 10;
const allOfAPage = '?limit=100';

export async function readSales(query: string, caller: Caller): Promise<SalesPage> {
  const { items, nextQuery } = await listSales(query, caller);
  const names = await publicNames(
    items.map(({ buyerId }) => buyerId),
    caller,
  );
  const nameOf = (id: string | undefined) => (id === undefined ? null : (names.get(id) ?? null));
  return {
    sales: items.map((sale) => ({ sale, buyer: nameOf(sale.buyerId) })),
    nextQuery,
  };
}

/** Adds up at most the newest 1,000 sales. */
export async function sumOfSales(caller: Caller): Promise<SalesSum> {
  const load = (query: string) => listSales(query, caller);
  const { items, nextQuery } = await joinPages(load, allOfAPage, mostPages);
  const cents = items.reduce((sum, { price }) => sum + toCents(price), 0);
  return { count: items.length, dollars: cents / 100, isPart: nextQuery !== null };
}
