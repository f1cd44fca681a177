import type { ParkedMessage } from '@ticketing-dev/common';

import { RedisParkingLot } from '../../src/queue/parking-lot';
import { openQueue, type OpenQueue } from '../support/worker';

const aMessage = (overrides: Partial<ParkedMessage> = {}): ParkedMessage => ({
  id: 'order:created-1',
  subject: 'order:created',
  data: 'not JSON',
  reason: 'MalformedMessageError: not JSON',
  parkedAt: '2026-01-01T12:00:00.000Z',
  ...overrides,
});

let opened: OpenQueue;
let parking: RedisParkingLot;
beforeAll(async () => {
  opened = await openQueue();
  parking = new RedisParkingLot(opened.redis);
});
beforeEach(async () => {
  for (const { id } of await parking.list()) await parking.discard(id);
});
afterAll(() => opened.close());

describe('the parking lot in Redis', () => {
  it('lists its messages, the oldest first', async () => {
    const newer = aMessage({ id: 'order:created-2', parkedAt: '2026-01-01T13:00:00.000Z' });
    await parking.park(newer);
    await parking.park(aMessage());

    expect(await parking.list()).toEqual([aMessage(), newer]);
  });

  it('keeps the first version of a parked message', async () => {
    await parking.park(aMessage());
    await parking.park(aMessage({ reason: 'later' }));

    expect(await parking.find('order:created-1')).toEqual(aMessage());
  });

  it('updates the reason of a message, but not of a discarded one', async () => {
    await parking.park(aMessage());

    await parking.explain('order:created-1', 'Error: another fault');
    await parking.explain('order:created-2', 'Error: another fault');

    expect(await parking.list()).toEqual([aMessage({ reason: 'Error: another fault' })]);
  });

  it('deletes a message once', async () => {
    await parking.park(aMessage());

    expect(await parking.discard('order:created-1')).toBe(true);
    expect(await parking.discard('order:created-1')).toBe(false);
    expect(await parking.find('order:created-1')).toBeUndefined();
  });
});
