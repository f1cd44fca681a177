import { type Answer, aMember, type Member } from '@ticketing-dev/e2e/kit/person';
import type { Shop } from '@ticketing-dev/e2e/kit/shop';

export interface Tally {
  readonly requests: number;
  readonly failures: readonly string[];
}

export interface Load {
  stop(): Promise<Tally>;
}

interface Created {
  readonly id: string;
}

/**
 * Lookers, sellers and buyers without patience: every answer of 500 and above, and every connection that breaks, is a
 * failure.
 */
export async function startLoad(shop: Shop, people: number): Promise<Load> {
  const failures: string[] = [];
  let requests = 0;
  let isGoing = true;

  async function ask<T>(
    { person }: Member,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T> | undefined> {
    requests += 1;
    try {
      const answer = await person.call<T>(method, path, body);
      if (answer.status >= 500) failures.push(`${method} ${path}: ${answer.status}`);
      return answer;
    } catch (error) {
      failures.push(`${method} ${path}: ${String(error)}`);
      return undefined;
    }
  }

  async function live(member: Member): Promise<void> {
    while (isGoing) {
      const ticket = await ask<Created>(member, 'POST', '/api/tickets', {
        title: 'Load',
        price: 5,
      });
      await ask(member, 'GET', '/');
      await ask(member, 'GET', '/api/users/currentuser');
      await ask(member, 'GET', '/api/tickets');
      if (ticket?.status !== 201) continue;
      const order = await ask<Created>(member, 'POST', '/api/orders', { ticketId: ticket.body.id });
      if (order?.status !== 201) continue;
      await ask(member, 'POST', '/api/payments', { orderId: order.body.id, token: 'tok_visa' });
      await ask(member, 'GET', `/api/orders/${order.body.id}`);
    }
  }

  const members = await Promise.all(Array.from({ length: people }, () => aMember(shop)));
  const living = Promise.all(members.map(live));
  return {
    stop: async () => {
      isGoing = false;
      await living;
      return { requests, failures };
    },
  };
}
