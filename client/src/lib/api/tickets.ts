import type { TicketBody } from '@ticketing-dev/common/contracts';

import { typedPrice } from '../typed-price';
import { type Caller, http } from './http';
import { type Page, toPage } from './page';

export interface TicketDraft {
  readonly title: string;
  /** The typed text. The service accepts numeric strings, which avoids a conversion to float. */
  readonly price: string;
}

export async function listTickets(query: string, caller?: Caller): Promise<Page<TicketBody>> {
  return toPage(await http('tickets', caller).get<TicketBody[]>(`/api/tickets${query}`));
}

export async function showTicket(id: string, caller?: Caller): Promise<TicketBody> {
  const { data } = await http('tickets', caller).get<TicketBody>(pathOf(id));
  return data;
}

export async function createTicket(draft: TicketDraft): Promise<TicketBody> {
  const { data } = await http('tickets').post<TicketBody>('/api/tickets', bodyOf(draft));
  return data;
}

export async function updateTicket(id: string, draft: TicketDraft): Promise<TicketBody> {
  const { data } = await http('tickets').put<TicketBody>(pathOf(id), bodyOf(draft));
  return data;
}

function bodyOf({ title, price }: TicketDraft): TicketDraft {
  return { title, price: typedPrice(price) };
}

function pathOf(id: string): string {
  return `/api/tickets/${encodeURIComponent(id)}`;
}
