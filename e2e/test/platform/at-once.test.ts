import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';
import { spellingsOf } from '@ticketing-dev/common/testing';

import { charged } from '../../kit/ledger';
import {
  aTicketOnSale,
  cancel,
  ended,
  heldBy,
  orderConcurrently,
  pay,
  placeOrder,
} from '../../kit/market';
import { type Answer, aBuyer, aSeller, type Member, messagesOf } from '../../kit/person';

/** All cards that the stand-in accepts. */
const cards = [
  'tok_visa',
  'tok_visa_debit',
  'tok_mastercard',
  'tok_mastercard_debit',
  'tok_mastercard_prepaid',
  'tok_amex',
];

const statusesOf = (answers: readonly Answer<unknown>[]): number[] =>
  answers.map(({ status }) => status).sort();
const oneOf = (count: number) => [201, ...Array<number>(count - 1).fill(400)];
const times = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

describe('of concurrent requests', () => {
  const buyers: Member[] = [];
  let seller: Member;

  beforeAll(async () => {
    seller = await aSeller();
    while (buyers.length < 50) buyers.push(await aBuyer());
  });

  it.each([
    { count: 50, rounds: 10, how: 'spell its id in the same way', isSpelled: false },
    { count: 10, rounds: 20, how: 'spell its id in different ways', isSpelled: true },
  ])(
    'by $count buyers who $how, one gets the ticket, $rounds times',
    async ({ count, rounds, isSpelled }) => {
      for (let round = 0; round < rounds; round += 1) {
        const ticket = await aTicketWithLetters(seller);
        const spellings = isSpelled ? spellingsOf(ticket.id, count) : [];

        const answers = await orderConcurrently(
          buyers.slice(0, count),
          ticket,
          (i) => spellings[i] ?? ticket.id,
        );

        expect(statusesOf(answers)).toEqual(oneOf(count));
        const refused = answers.filter(({ status }) => status === 400);
        expect(new Set(refused.flatMap(messagesOf))).toEqual(
          new Set(['Ticket is already reserved']),
        );
        const winner = answers.findIndex(({ status }) => status === 201);
        const [buyer, sold] = [buyers[winner], answers[winner]?.body];
        if (!buyer || !sold) throw new Error('no buyer got the ticket');
        expect(sold.ticket.id).toBe(ticket.id);
        await heldBy(ticket, sold.id);
        // An account may have only a few open orders.
        await cancel(buyer, sold);
      }
    },
  );

  it('to edit one ticket, all 50 are made one after another, and the last one remains', async () => {
    const { id, version } = await aTicketOnSale({ seller });
    const path = `/api/tickets/${id}`;

    const answers = await times(50, (i) =>
      seller.person.call<TicketBody>('PUT', path, { title: `Row ${i}`, price: 5 }),
    );

    const newest = answers.find(({ body }) => body.version === version + 50);
    expect(statusesOf(answers)).toEqual(Array<number>(50).fill(200));
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(50);
    expect((await seller.person.call<TicketBody>('GET', path)).body).toEqual(newest?.body);
  });

  it.each([
    ['different cards', cards],
    ['the same card, as by a double click', ['tok_visa']],
  ])('to pay for one order with %s, one of ten is accepted', async (_title, tokens) => {
    const buyer = await aBuyer();
    const placed = await aPayableOrder(buyer);

    const answers = await times(10, (i) => pay(buyer, placed, tokens[i % tokens.length]));

    expect(statusesOf(answers)).toEqual(oneOf(10));
    expect(await ended(buyer, placed)).toMatchObject({ status: 'complete' });
    await charged(placed);
  });
});

/** A ticket whose id has enough letters to be spelled in ten ways. */
async function aTicketWithLetters(seller: Member): Promise<TicketBody> {
  for (;;) {
    const ticket = await aTicketOnSale({ seller });
    if ((ticket.id.match(/[a-f]/g)?.length ?? 0) >= 4) return ticket;
  }
}

/** An order that payments has received: before that it would answer 404. */
async function aPayableOrder(buyer: Member): Promise<OrderBody> {
  const placed = await placeOrder(buyer, await aTicketOnSale());
  await pay(buyer, placed, 'tok_chargeDeclined');
  return placed;
}
