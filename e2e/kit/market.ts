import { setTimeout as delay } from 'node:timers/promises';

import type { OrderBody, PaymentBody, TicketBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';

import { type Answer, aSeller, expectStatus, type Member, Person } from './person';
import type { Shop } from './shop';

/** How long an event may take to reach its subscribers. */
export const EVENT_MS = 20_000;

interface Offer {
  readonly title?: string;
  readonly price?: number | string;
  readonly seller?: Member;
  readonly shop?: Shop;
}

export async function aTicketOnSale({
  title = 'Jazz at the Harbour',
  price = 27,
  ...by
}: Offer = {}): Promise<TicketBody> {
  const seller = by.seller ?? (await aSeller(by.shop));
  return expectStatus(
    await seller.person.call<TicketBody>('POST', '/api/tickets', { title, price }),
    201,
  );
}

/** Retries while the service has not received the ticket or the order. */
async function onceThere<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  return eventually(async () => {
    const answer = await ask();
    if (answer.status === 404) expectStatus(answer, 201);
    return answer;
  }, EVENT_MS);
}

export const order = (buyer: Member, ticketId: string): Promise<Answer<OrderBody>> =>
  onceThere(() => buyer.person.call('POST', '/api/orders', { ticketId }));

export const placeOrder = async (buyer: Member, { id }: { id: string }): Promise<OrderBody> =>
  expectStatus(await order(buyer, id), 201);

export const cancel = (buyer: Member, { id }: { id: string }): Promise<Answer<unknown>> =>
  buyer.person.call('DELETE', `/api/orders/${id}`);

/**
 * Many buyers order one ticket concurrently, after orders has received the ticket.
 *
 * @param spelling how each buyer's client writes the id
 */
export async function orderConcurrently(
  buyers: readonly Member[],
  ticket: { id: string },
  spelling = (_i: number): string => ticket.id,
): Promise<Answer<OrderBody>[]> {
  const [first] = buyers;
  if (first) await cancel(first, await placeOrder(first, ticket));
  return Promise.all(buyers.map((buyer, i) => order(buyer, spelling(i))));
}

export const pay = (
  buyer: Member,
  { id }: { id: string },
  token = 'tok_visa',
): Promise<Answer<{ id: string }>> =>
  onceThere(() => buyer.person.call('POST', '/api/payments', { orderId: id, token }));

export const orderNow = async (buyer: Member, { id }: { id: string }): Promise<OrderBody> =>
  expectStatus(await buyer.person.call<OrderBody>('GET', `/api/orders/${id}`), 200);

export const paymentNow = async (buyer: Member, { id }: { id: string }): Promise<PaymentBody> =>
  expectStatus(await buyer.person.call<PaymentBody>('GET', `/api/payments/${id}`), 200);

export const ticketNow = async ({ id }: { id: string }, shop?: Shop): Promise<TicketBody> =>
  expectStatus(await new Person(shop).call<TicketBody>('GET', `/api/tickets/${id}`), 200);

/** Waits until the order is complete or cancelled. */
export const ended = (buyer: Member, order: { id: string }, withinMs = EVENT_MS) =>
  eventually(async () => {
    const now = await orderNow(buyer, order);
    if (now.status !== 'complete' && now.status !== 'cancelled') {
      throw new Error(`The order is still ${now.status}`);
    }
    return now;
  }, withinMs);

/** Waits until this order holds the ticket in tickets, or no order if `orderId` is undefined. */
export const heldBy = (ticket: { id: string }, orderId: string | undefined, shop?: Shop) =>
  eventually(async () => {
    const now = await ticketNow(ticket, shop);
    if (now.orderId !== orderId) throw new Error(`The ticket is held by ${now.orderId}`);
    return now;
  }, EVENT_MS);

export const untilTime = (time: number): Promise<void> => delay(Math.max(0, time - Date.now()));
