import type { SaleBody, SellerBody } from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';
import { type Page, toPage } from './page';

/** What the caller has sold. */
export async function listSales(query: string, caller?: Caller): Promise<Page<SaleBody>> {
  return toPage(await http('tickets', caller).get<SaleBody[]>(`/api/tickets/sales${query}`));
}

export async function showSeller(userId: string, caller?: Caller): Promise<SellerBody> {
  const path = `/api/tickets/sellers/${encodeURIComponent(userId)}`;
  const { data } = await http('tickets', caller).get<SellerBody>(path);
  return data;
}
