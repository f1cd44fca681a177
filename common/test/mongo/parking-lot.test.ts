import type { ParkedMessage, ParkingLot } from '@ticketing-dev/common';
import { dropAndClose, testDatabase } from '@ticketing-dev/common/testing';

const aMessage: ParkedMessage = {
  id: 'order:created-1',
  subject: 'order:created',
  data: 'not JSON',
  reason: 'MalformedMessageError: not JSON',
  parkedAt: '2026-01-01T12:00:00.000Z',
};

const database = testDatabase();
let parking: ParkingLot;
beforeAll(async () => {
  parking = database.parking();
  await database.open();
});
afterAll(() => dropAndClose(database));

describe('the parking lot in MongoDB', () => {
  it('updates the reason of a message, but not of a discarded one', async () => {
    await parking.park(aMessage);

    await parking.explain(aMessage.id, 'Error: another fault');
    await parking.explain('order:created-2', 'Error: another fault');

    expect(await parking.list()).toEqual([{ ...aMessage, reason: 'Error: another fault' }]);
  });
});
