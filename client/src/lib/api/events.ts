import type { EventBody } from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';
import { type Page, toPage } from './page';

/** Events with the tickets that a search finds, counted. */
export async function listEvents(query: string, caller?: Caller): Promise<Page<EventBody>> {
  return toPage(await http('tickets', caller).get<EventBody[]>(`/api/tickets/events${query}`));
}
