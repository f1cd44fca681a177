import { SettingError } from '@ticketing-dev/common';
import { MemoryAggregateStore, MemoryReplicaStore } from '@ticketing-dev/common/testing';

import { readConfig } from '../../src/config';
import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';

const setUp = (maxPricePercent?: number) =>
  createTickets({
    tickets: new MemoryAggregateStore<Ticket>(),
    orders: new MemoryReplicaStore<OrderCopy>(),
    deletedUsers: new MemoryReplicaStore(),
    maxPricePercent,
  });
const offer = (priceInCents: number, faceValueInCents: number | null) => ({
  title: 'Row 1',
  priceInCents,
  details: { faceValueInCents },
});
const tooHigh = {
  errors: [
    { message: 'Price must be at most 27.48, which is 110% of the face value', field: 'price' },
  ],
};

describe('the cap of the price', () => {
  it('is a share of the face value, rounded down to a cent', async () => {
    const tickets = setUp(110);

    await tickets.create('seller', offer(2_748, 2_499));

    await expect(tickets.create('seller', offer(2_749, 2_499))).rejects.toMatchObject(tooHigh);
  });

  it('holds when the price or the face value changes', async () => {
    const tickets = setUp(110);
    const { id } = await tickets.create('seller', offer(2_748, 2_499));

    await expect(tickets.update(id, 'seller', offer(2_749, 2_499))).rejects.toMatchObject(tooHigh);
    await expect(tickets.update(id, 'seller', offer(2_748, 2_000))).rejects.toThrow();
    await tickets.update(id, 'seller', { ...offer(2_748, 2_499), title: 'Row 2' });
  });

  it('does not exist without a face value, or without the setting', async () => {
    await setUp(110).create('seller', offer(99_999, null));
    await setUp().create('seller', offer(99_999, 1));
  });
});

describe('MAX_PRICE_PERCENT_OF_FACE_VALUE', () => {
  const env = {
    MONGO_URI: 'mongodb://localhost/tickets',
    JWT_KEY: 'a key',
    NATS_URL: 'nats://localhost:4222',
    NATS_CLUSTER_ID: 'ticketing',
    NATS_CLIENT_ID: 'tickets-1',
  };
  const read = (value: string) =>
    readConfig({ ...env, MAX_PRICE_PERCENT_OF_FACE_VALUE: value }).maxPricePercent;

  it('is off by default, and a whole number otherwise', () => {
    expect(read('')).toBeUndefined();
    expect(read('110')).toBe(110);
  });

  it('is named if it is malformed', () => {
    expect(() => read('1.1')).toThrow(SettingError);
    expect(() => read('0')).toThrow(/^MAX_PRICE_PERCENT_OF_FACE_VALUE must be/);
  });
});
