import { setTimeout as delay } from 'node:timers/promises';

import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';

import { type Answer, UndocumentedAnswerError, aMember, type Member } from './person';
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
  readonly tally: {
    requests: number;
    /** Answers of 500 and above, and broken connections. */
    readonly failures: string[];
  };
  /** Stops it, and resolves when the last request has been answered. */
  readonly stop: () => Promise<void>;
}

const PAUSE_MS = 100;
const CARDS = ['tok_visa', 'tok_mastercard', 'tok_amex'];

/**
 * People sell, order, pay, cancel and leave orders to expire, until the traffic is stopped. They retry what fails.
 *
 * @param looks paths that each person reads before each sale
 */
export async function startTraffic(
  shop: Shop,
  { people = 4, looks = [] }: { people?: number; looks?: readonly string[] } = {},
): Promise<Traffic> {
  const promised: Promised = { tickets: [], orders: [], paid: [], cancelled: [] };
  const tally: Traffic['tally'] = { requests: 0, failures: [] };
  let isGoing = true;
  let turn = 0;

  async function call<T>(
    { person }: Member,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T> | undefined> {
    tally.requests += 1;
    try {
      const answer = await person.call<T>(method, path, body);
      if (answer.status < 500) return answer;
      tally.failures.push(`${method} ${path}: ${answer.status}`);
    } catch (error) {
      if (error instanceof UndocumentedAnswerError) throw error;
      tally.failures.push(`${method} ${path}: ${String(error)}`);
    }
    return undefined;
  }

  /** Retries while there is no answer, and while an event is on its way (404). */
  async function retry<T>(...request: Parameters<typeof call>): Promise<Answer<T> | undefined> {
    while (isGoing) {
      const answer = await call<T>(...request);
      if (answer && answer.status !== 404) return answer;
      await delay(PAUSE_MS);
    }
    return undefined;
  }

  const oneSale = async (member: Member): Promise<void> => {
    turn += 1;
    const kind = turn % 4;
    const draft = { title: `Ticket ${turn}`, price: 10 + (turn % 90) + 0.99 };
    for (const path of looks) await call(member, 'GET', path);

    const ticket = await retry<TicketBody>(member, 'POST', '/api/tickets', draft);
    if (ticket?.status !== 201) return;
    promised.tickets.push(ticket.body);
    const ticketId = ticket.body.id;
    const placed = await retry<OrderBody>(member, 'POST', '/api/orders', { ticketId });
    if (placed?.status !== 201) return;
    const order = placed.body;
    promised.orders.push(order);
    if (kind === 0) return;
    if (kind === 1) {
      const answer = await retry(member, 'DELETE', `/api/orders/${order.id}`);
      // An order that has expired gives the same answer.
      const isInTime = Date.now() < Date.parse(order.expiresAt);
      if (answer?.status === 204 && isInTime) promised.cancelled.push(order);
      return;
    }
    const payment = { orderId: order.id, token: CARDS[turn % CARDS.length] };
    const answer = await retry(member, 'POST', '/api/payments', payment);
    if (answer?.status === 201) promised.paid.push(order);
  };

  const members = await Promise.all(Array.from({ length: people }, () => aMember(shop)));
  const going = members.map(async (member) => {
    while (isGoing) await oneSale(member);
  });
  return {
    promised,
    tally,
    stop: async () => {
      isGoing = false;
      await Promise.all(going);
    },
  };
}
