import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { aMember, type Attack, idOf, ticketsOnSale, type Visitor } from './scene';

const seats = 20;
const mostOpen = 10;
/** Of a hold: how early the hoarder renews it, and how long the attack lasts. */
const renewShare = 0.25;
const holds = 1.7;
const hoarderEveryMs = 100;
const othersEveryMs = 500;

interface Hold {
  readonly orderId: string;
  readonly renewAt: number;
}

const order = async (who: Visitor, ticketId: string): Promise<string | undefined> => {
  const answer = await who.send('POST', '/api/orders', { ticketId });
  return answer.status === 201 ? idOf(answer) : undefined;
};

/** One account holds whatever it can, and renews before each hold ends; it never pays. */
export const hoarder: Attack = {
  name: 'hoarder',
  says: `one account orders ${seats} tickets and renews them, another one tries to buy`,
  async run({ url, holdSeconds }) {
    const tickets = await ticketsOnSale(url, seats);
    const [greedy, honest] = [
      await aMember(url, `greedy-${randomUUID()}@example.com`),
      await aMember(url, `honest-${randomUUID()}@example.com`),
    ];
    const held = new Map<string, Hold>();
    const end = Date.now() + holds * holdSeconds * 1000;
    let [most, renewals, tries] = [0, 0, 0];
    const bought = new Set<string>();

    const hoarding = async (): Promise<void> => {
      while (Date.now() < end) {
        for (const ticketId of tickets) {
          const hold = held.get(ticketId);
          if (hold && Date.now() < hold.renewAt) continue;
          if (hold) {
            await greedy.send('DELETE', `/api/orders/${hold.orderId}`);
            held.delete(ticketId);
            renewals += 1;
          }
          const orderId = await order(greedy, ticketId);
          const renewAt = Date.now() + holdSeconds * 1000 * (1 - renewShare);
          if (orderId !== undefined) held.set(ticketId, { orderId, renewAt });
          most = Math.max(most, held.size);
        }
        await delay(hoarderEveryMs);
      }
    };
    const buying = async (): Promise<void> => {
      // The hoarder comes first.
      while (held.size === 0 && Date.now() < end) await delay(hoarderEveryMs);
      while (Date.now() < end) {
        for (const ticketId of tickets.filter((each) => !bought.has(each))) {
          tries += 1;
          const orderId = await order(honest, ticketId);
          if (orderId === undefined) continue;
          const paid = await honest.send('POST', '/api/payments', { orderId, token: 'tok_visa' });
          // Payments may not have heard of the order yet: it is held all the same.
          if (paid.status === 201 || paid.status === 404) bought.add(ticketId);
        }
        await delay(othersEveryMs);
      }
    };
    await Promise.all([hoarding(), buying()]);
    await Promise.all([greedy.close(), honest.close()]);

    return {
      figures: {
        'tickets held by the hoarder at most': `${most} of ${seats}`,
        renewals,
        'tickets that another buyer got': `${bought.size}, in ${tries} tries`,
      },
      broken: [
        ...(most > mostOpen ? [`the hoarder held ${most} tickets at once`] : []),
        ...(bought.size === 0 ? ['nobody else got a ticket'] : []),
      ],
    };
  },
};
