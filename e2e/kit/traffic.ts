import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';

import { type Answer, aMember, type Member } from './person';
import type { Shop } from './shop';

/** What was answered with success, and so must never be lost. */
export interface Promised {
  readonly tickets: TicketBody[];
  readonly orders: OrderBody[];
  /** The orders of payments that were accepted. */
  readonly paid: OrderBody[];
  readonly cancelled: OrderBody[];
}

export interface Traffic {
  readonly promised: Promised;
  /** Ends it; resolves when the last request has been answered. */
  stop(): Promise<void>;
}

const PAUSE_MS = 100;
const IN_PARALLEL = 4;
const CARDS = ['tok_visa', 'tok_mastercard', 'tok_amex'];

/** Turns a fault into a pause: whoever is not answered asks again later, as people do. */
async function patient<T>(
  isGoing: () => boolean,
  ask: () => Promise<Answer<T>>,
): Promise<Answer<T> | undefined> {
  while (isGoing()) {
    const answer = await ask().catch(() => undefined);
    // Not there yet, or somebody who is needed is away.
    if (answer && answer.status !== 404 && answer.status < 500) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return undefined;
}

/** Sells, orders, pays, cancels and leaves orders to expire, until it is stopped. */
export async function startTraffic(shop: Shop): Promise<Traffic> {
  const promised: Promised = { tickets: [], orders: [], paid: [], cancelled: [] };
  let isGoing = true;
  let turn = 0;
  const going = (): boolean => isGoing;

  const oneSale = async (seller: Member, buyer: Member): Promise<void> => {
    turn += 1;
    const kind = turn % 4;
    const draft = { title: `Ticket ${turn}`, price: 10 + (turn % 90) + 0.99 };
    const call = <T>(by: Member, method: string, path: string, body?: unknown) =>
      patient(going, () => by.person.call<T>(method, path, body));

    const ticket = await call<TicketBody>(seller, 'POST', '/api/tickets', draft);
    if (ticket?.status !== 201) return;
    promised.tickets.push(ticket.body);
    const placed = await call<OrderBody>(buyer, 'POST', '/api/orders', {
      ticketId: ticket.body.id,
    });
    if (placed?.status !== 201) return;
    const order = placed.body;
    promised.orders.push(order);
    if (kind === 0) return;
    if (kind === 1) {
      const answer = await call(buyer, 'DELETE', `/api/orders/${order.id}`);
      // What ended by itself before is answered so, too.
      const isInTime = Date.now() < Date.parse(order.expiresAt);
      if (answer?.status === 204 && isInTime) promised.cancelled.push(order);
      return;
    }
    const token = CARDS[turn % CARDS.length];
    const answer = await call(buyer, 'POST', '/api/payments', { orderId: order.id, token });
    if (answer?.status === 201) promised.paid.push(order);
  };

  const [seller, buyer] = [await aMember(shop), await aMember(shop)];
  const people = Array.from({ length: IN_PARALLEL }, async () => {
    while (isGoing) await oneSale(seller, buyer);
  });
  return {
    promised,
    stop: async () => {
      isGoing = false;
      await Promise.all(people);
    },
  };
}
