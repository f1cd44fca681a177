import { randomUUID } from 'node:crypto';

import { testServer } from '@ticketing-dev/common/testing';
import { ObjectId } from 'mongodb';

import { readDatabase } from '../../src/ops/database';
import { describeDuplicates, findDuplicates } from '../../src/ops/duplicates';

const ticketId = 'a'.repeat(24);
const uri = () => `${testServer('MONGO')}/test-${randomUUID()}`;

const anOrder = (number: number, fields: object = {}) => ({
  _id: ObjectId.createFromHexString(String(number).padStart(24, 'b')),
  status: 'created',
  userId: `buyer-${number}`,
  slot: ticketId,
  ticket: { id: ticketId, title: 'Row 1' },
  ...fields,
});

const idOf = (number: number): string => String(number).padStart(24, 'b');

const foundAmong = (orders: object[]) =>
  readDatabase(uri(), async (database) => {
    await database.collection('orders').insertMany(orders);
    try {
      return await findDuplicates(database);
    } finally {
      await database.dropDatabase();
    }
  });

describe('npm run ops -- duplicates', () => {
  it('finds nothing if every ticket has one live order', async () => {
    const found = await foundAmong([
      anOrder(1, { status: 'cancelled', slot: idOf(1) }),
      anOrder(2, { status: 'complete' }),
      anOrder(3, { slot: 'c'.repeat(24), ticket: { id: 'c'.repeat(24) } }),
    ]);

    expect(found).toEqual({ tickets: [], strays: [] });
    expect(describeDuplicates(found)).toBe(
      '0 tickets with more than one order, 0 orders with a wrong slot',
    );
  });

  it('finds the orders of one ticket under several spellings of its id', async () => {
    const found = await foundAmong([
      anOrder(1, { status: 'complete' }),
      anOrder(2, { slot: ticketId.toUpperCase() }),
      anOrder(3, { status: 'cancelled', slot: idOf(3) }),
    ]);

    expect(found).toMatchObject({
      tickets: [{ ticketId, orders: [{ id: idOf(1), status: 'complete' }, { id: idOf(2) }] }],
      strays: [{ id: idOf(2), slot: ticketId.toUpperCase(), ticketId }],
    });
    expect(describeDuplicates(found)).toContain(`order ${idOf(2)}  created    buyer buyer-2`);
  });

  it('finds orders whose ticket itself is spelled in another way', async () => {
    const found = await foundAmong([
      anOrder(1),
      anOrder(2, { slot: ticketId.toUpperCase(), ticket: { id: ticketId.toUpperCase() } }),
    ]);

    expect(found.tickets).toMatchObject([{ ticketId, orders: [{ id: idOf(1) }, { id: idOf(2) }] }]);
  });
});
