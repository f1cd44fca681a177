import { eventually } from '@ticketing-dev/common/testing';
import { MongoClient } from 'mongodb';

import { disagreements } from '../../kit/agreement';
import { aTicketOnSale, cancel, order, placeOrder } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aBuyer, type Member } from '../../kit/person';

const BUYERS = 50;

/** What the tests of `at-once` would see if the promise were not kept. */
describe('without the unique index that a claim is', () => {
  let stack: OwnStack;
  const buyers: Member[] = [];

  beforeAll(async () => {
    stack = await anOwnStack({ client: false, scale: { orders: 2 } });
    while (buyers.length < BUYERS) buyers.push(await aBuyer(stack));
    const client = new MongoClient(stack.addresses.mongo['orders'] ?? '');
    await client.db().collection('orders').dropIndex('slot_1');
    await client.close();
  });
  afterAll(() => stack.end());

  it('a ticket is sold more than once, and that is seen', async () => {
    const ticket = await aTicketOnSale({ shop: stack });
    const [first] = buyers;
    if (first) await cancel(first, await placeOrder(first, ticket));

    const answers = await Promise.all(buyers.map((buyer) => order(buyer, ticket.id)));

    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(1);
    await eventually(async () =>
      expect(await disagreements(stack)).toContainEqual(
        expect.stringMatching(new RegExp(`, .* stand for the ticket ${ticket.id}$`)),
      ),
    );
  });
});
