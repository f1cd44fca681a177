import { eventually } from '@ticketing-dev/common/testing';
import { MongoClient } from 'mongodb';

import { disagreements } from '../../kit/agreement';
import { aTicketOnSale, orderConcurrently } from '../../kit/market';
import { aBuyer, type Member } from '../../kit/person';
import { useStack } from '../support/use';

const BUYERS = 50;

/** The twin of the test in platform/at-once, without the guard. */
describe('without the unique index on `slot`', () => {
  const stack = useStack({ client: false, scale: { orders: 2 } });
  const buyers: Member[] = [];

  beforeAll(async () => {
    while (buyers.length < BUYERS) buyers.push(await aBuyer(stack()));
    const client = new MongoClient(stack().addresses.mongo['orders'] ?? '');
    await client.db().collection('orders').dropIndex('slot_1');
    await client.close();
  });

  it('a ticket is sold more than once, and the checker finds it', async () => {
    const ticket = await aTicketOnSale({ shop: stack() });

    const answers = await orderConcurrently(buyers, ticket);

    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(1);
    await eventually(async () =>
      expect(await disagreements(stack())).toContainEqual(
        expect.stringMatching(new RegExp(`, .* stand for the ticket ${ticket.id}$`)),
      ),
    );
  });
});
