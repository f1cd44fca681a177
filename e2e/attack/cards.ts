import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  aMember,
  type Answer,
  type Attack,
  countStatuses,
  idOf,
  table,
  ticketsOnSale,
} from './scene';

const cards = 25;
const most = { perOrder: 5, perAccount: 10 } as const;
const pauseMs = 100;
const newsMs = 20_000;

const isDeclined = ({ status, body }: Answer): boolean =>
  status === 400 && JSON.stringify(body).includes('declined');

/** One account tries stolen cards on orders that it never means to pay for. */
export const cardTesting: Attack = {
  name: 'cards',
  says: `${cards} declined cards on each of three orders`,
  async run({ url }) {
    const tester = await aMember(url, `tester-${randomUUID()}@example.com`);
    const orders: string[] = [];
    for (const ticketId of await ticketsOnSale(url, 3)) {
      orders.push(idOf(await whenKnown(() => tester.send('POST', '/api/orders', { ticketId }))));
    }
    const perOrder: (readonly Answer[])[] = [];
    for (const orderId of orders) {
      const body = { orderId, token: 'tok_chargeDeclined' };
      const answers: Answer[] = [];
      for (let i = 0; i < cards; i += 1) {
        answers.push(await whenKnown(() => tester.send('POST', '/api/payments', body)));
      }
      perOrder.push(answers);
    }
    await tester.close();

    const declined = perOrder.map((answers) => answers.filter(isDeclined).length);
    const all = declined.reduce((sum, each) => sum + each, 0);
    return {
      figures: {
        'cards that reached Stripe, by order': declined.join(', '),
        answers: table(countStatuses(perOrder.flat())),
      },
      broken: [
        ...declined.filter((each) => each > most.perOrder).map((each) => `${each} at one order`),
        ...(all > most.perAccount ? [`${all} by one account`] : []),
        ...(all < most.perAccount ? [`only ${all} tried: the attack did not work`] : []),
      ],
    };
  },
};

/** The service that is asked may not have heard yet. */
async function whenKnown(ask: () => Promise<Answer>): Promise<Answer> {
  const end = Date.now() + newsMs;
  for (;;) {
    const answer = await ask();
    if (answer.status !== 404 || Date.now() > end) return answer;
    await delay(pauseMs);
  }
}
