import type { OrderBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';

import { standingFor } from '../../kit/ledger';
import {
  aTicketOnSale,
  ended,
  EVENT_MS,
  heldBy,
  pay,
  placeOrder,
  untilTime,
} from '../../kit/market';
import { aBuyer, aSeller, expectStatus, type Member, messagesOf } from '../../kit/person';
import { holdMs } from '../../kit/shop';

const SOON_MS = 10_000;
/** Milliseconds before and after the end of the reservation. */
const CLOSE_TO_THE_END = [-450, -300, -200, -150, -100, -50, -20, 0, 50];

const endOf = ({ expiresAt }: OrderBody): number => Date.parse(expiresAt);

describe('a reservation', () => {
  it(
    'expires on time, never before, and its ticket is on sale again',
    async () => {
      const ticket = await aTicketOnSale();
      const buyer = await aBuyer();
      const order = await placeOrder(buyer, ticket);
      await heldBy(ticket, order.id);

      const firstCancelled = await eventually(async () => {
        const answer = await buyer.person.call<OrderBody>('GET', `/api/orders/${order.id}`);
        if (expectStatus(answer, 200).status !== 'cancelled') throw new Error('Not yet');
        return Date.now();
      }, holdMs() + SOON_MS);

      expect(firstCancelled).toBeGreaterThanOrEqual(endOf(order));
      await heldBy(ticket, undefined);
      expect(Date.now()).toBeLessThan(endOf(order) + SOON_MS);
      // Before payments receives the cancellation, it refuses because the time is over.
      const statuses = new Set<number>();
      await eventually(async () => {
        const answer = await pay(buyer, order);
        statuses.add(answer.status);
        expect(messagesOf(answer)).toEqual(['Cannot pay for an cancelled order']);
      }, EVENT_MS);
      expect([...statuses]).toEqual([400]);
      expect(await placeOrder(await aBuyer(), ticket)).toMatchObject({ status: 'created' });
    },
    holdMs() + 60_000,
  );

  it(
    'that expires while its buyer pays ends complete and charged, or cancelled and released',
    async () => {
      const seller = await aSeller();
      const buyer = await aBuyer();
      const orders = await Promise.all(
        CLOSE_TO_THE_END.map(async () => placeOrder(buyer, await aTicketOnSale({ seller }))),
      );

      const statuses = await Promise.all(
        orders.map(async (order, i) => {
          await untilTime(endOf(order) + (CLOSE_TO_THE_END[i] ?? 0));
          return (await pay(buyer, order)).status;
        }),
      );

      for (const status of statuses) expect([201, 400]).toContain(status);
      for (const order of orders) await moneyFollows(buyer, order);
    },
    holdMs() + 90_000,
  );
});

/** The order is complete with one captured charge, or cancelled with none. */
async function moneyFollows(buyer: Member, order: OrderBody): Promise<void> {
  const { status } = await ended(buyer, order, EVENT_MS);
  await eventually(async () => {
    const captured = (await standingFor(order)).map((charge) => charge.captured);
    expect(captured).toEqual(status === 'complete' ? [true] : []);
  }, EVENT_MS);
}
