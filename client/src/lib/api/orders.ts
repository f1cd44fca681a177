import type { OrderBody, OrderTimelineBody } from '@ticketing-dev/common/contracts';

import { type Answer, type Caller, http } from './http';
import { type Page, toPage } from './page';

/** An order, and the time of the server's clock (in ms) when it was read. */
export interface OrderReading {
  readonly order: OrderBody;
  readonly readAt: number;
}

export async function listOrders(query: string, caller?: Caller): Promise<Page<OrderBody>> {
  return toPage(await http('orders', caller).get<OrderBody[]>(`/api/orders${query}`));
}

export async function showOrder(id: string, caller?: Caller): Promise<OrderReading> {
  const response = await http('orders', caller).get<OrderBody>(pathOf(id));
  return { order: response.data, readAt: dateOf(response) };
}

export async function showOrderTimeline(id: string): Promise<OrderTimelineBody> {
  return (await http('orders').get<OrderTimelineBody>(`${pathOf(id)}/timeline`)).data;
}

/** A repeated key returns the same order, so that a lost response never leads to a second order. */
export async function createOrder(ticketId: string, idempotencyKey: string): Promise<OrderBody> {
  const { data } = await http('orders').post<OrderBody>(
    '/api/orders',
    { ticketId },
    { headers: { 'Idempotency-Key': idempotencyKey } },
  );
  return data;
}

export async function cancelOrder(id: string): Promise<void> {
  await http('orders').delete(pathOf(id));
}

function pathOf(id: string): string {
  return `/api/orders/${encodeURIComponent(id)}`;
}

function dateOf({ headers }: Answer): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}
