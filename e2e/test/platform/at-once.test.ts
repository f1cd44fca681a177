import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';
import { spellingsOf } from '@ticketing-dev/common/testing';

import { charged } from '../../kit/ledger';
import { aTicketOnSale, cancel, ended, heldBy, order, pay, placeOrder } from '../../kit/market';
import { type Answer, aBuyer, aSeller, type Member, messagesOf } from '../../kit/person';

const BUYERS = 50;
const EDITS = 50;
const ROUNDS = 10;
const SPELLINGS = 10;
const SPELLED_ROUNDS = 20;
/** All that the stand-in accepts. */
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

describe('many at once', () => {
  const buyers: Member[] = [];

  beforeAll(async () => {
    while (buyers.length < BUYERS) buyers.push(await aBuyer());
  });

  /** Who got it, and the order. Both are needed to cancel it: nobody may hold more than a few tickets. */
  function soldTo(answers: readonly Answer<unknown>[]): [Member, OrderBody] {
    const winner = answers.findIndex(({ status }) => status === 201);
    const buyer = buyers[winner];
    if (!buyer) throw new Error('nobody got the ticket');
    return [buyer, (answers[winner] as Answer<OrderBody>).body];
  }

  it(`sells a ticket to one of ${BUYERS} buyers, ${ROUNDS} times over`, async () => {
    const seller = await aSeller();
    for (let round = 0; round < ROUNDS; round += 1) {
      const ticket = await aTicketOnSale({ seller });
      const [first] = buyers;
      if (first) await cancel(first, await placeOrder(first, ticket));

      const answers = await Promise.all(buyers.map((buyer) => order(buyer, ticket.id)));

      expect(statusesOf(answers)).toEqual([201, ...Array<number>(BUYERS - 1).fill(400)]);
      const refused = answers.filter(({ status }) => status === 400);
      expect(new Set(refused.flatMap(messagesOf))).toEqual(new Set(['Ticket is already reserved']));
      const [buyer, sold] = soldTo(answers);
      await heldBy(ticket, sold.id);
      await cancel(buyer, sold);
    }
  });

  it(`sells a ticket once to ${SPELLINGS} buyers who spell its id in different ways, ${SPELLED_ROUNDS} times over`, async () => {
    const seller = await aSeller();
    for (let round = 0; round < SPELLED_ROUNDS; round += 1) {
      const ticket = await aTicketWithLetters(seller);
      const [first] = buyers;
      if (first) await cancel(first, await placeOrder(first, ticket));

      const answers = await Promise.all(
        spellingsOf(ticket.id, SPELLINGS).map((spelling, i) =>
          order(buyers[i] ?? seller, spelling),
        ),
      );

      expect(statusesOf(answers)).toEqual([201, ...Array<number>(SPELLINGS - 1).fill(400)]);
      const [buyer, sold] = soldTo(answers);
      expect(sold.ticket.id).toBe(ticket.id);
      await heldBy(ticket, sold.id);
      await cancel(buyer, sold);
    }
  });

  it(`makes ${EDITS} edits of one ticket by its owner one after another, and the last one stays`, async () => {
    const seller = await aSeller();
    const { id, version } = await aTicketOnSale({ seller });
    const path = `/api/tickets/${id}`;

    const answers = await Promise.all(
      Array.from({ length: EDITS }, (_, i) =>
        seller.person.call<TicketBody>('PUT', path, { title: `Row ${i}`, price: 5 }),
      ),
    );

    const newest = answers.find(({ body }) => body.version === version + EDITS);
    expect(statusesOf(answers)).toEqual(Array<number>(EDITS).fill(200));
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(EDITS);
    expect((await seller.person.call<TicketBody>('GET', path)).body).toEqual(newest?.body);
  });

  it.each([
    ['different cards', cards],
    ['the same card, as by a double click', ['tok_visa']],
  ])('takes one of ten payments that are made at once with %s', async (_title, tokens) => {
    const buyer = await aBuyer();
    const placed = await aPayableOrder(buyer);

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => pay(buyer, placed, tokens[i % tokens.length])),
    );

    expect(statusesOf(answers)).toEqual([201, ...Array<number>(9).fill(400)]);
    expect(await ended(buyer, placed)).toMatchObject({ status: 'complete' });
    await charged(placed);
  });
});

/** One whose id can be spelled in as many ways as are tried. */
async function aTicketWithLetters(seller: Member): Promise<TicketBody> {
  for (;;) {
    const ticket = await aTicketOnSale({ seller });
    if ((ticket.id.match(/[a-f]/g)?.length ?? 0) >= 4) return ticket;
  }
}

/** One that payments knows of: otherwise they would not be asked at once. */
async function aPayableOrder(buyer: Member): Promise<OrderBody> {
  const placed = await placeOrder(buyer, await aTicketOnSale());
  await pay(buyer, placed, 'tok_chargeDeclined');
  return placed;
}
