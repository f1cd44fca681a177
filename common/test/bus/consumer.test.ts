import {
  createConsumer,
  currentRequestId,
  DependencyError,
  Listener,
  silentLogger,
  systemClock,
  type WireOf,
} from '@ticketing-dev/common';
import { MemoryParkingLot } from '@ticketing-dev/common/testing';

class Expirations extends Listener<'expiration:complete'> {
  readonly subject = 'expiration:complete';
  readonly heard: string[] = [];
  work: (data: WireOf<'expiration:complete'>) => Promise<void> = () => Promise.resolve();

  async handle(data: WireOf<'expiration:complete'>): Promise<void> {
    this.heard.push(data.orderId);
    await this.work(data);
  }
}

function setUp() {
  const listener = new Expirations();
  const logger = silentLogger();
  const parking = new MemoryParkingLot();
  const consumer = createConsumer([listener], {
    parking,
    now: systemClock,
    logger,
  });
  let acks = 0;
  const receive = (data: string, { sequence = 1, redeliveries = 0 } = {}) =>
    consumer.receive({
      subject: 'expiration:complete',
      sequence,
      redeliveries,
      data,
      ack: () => {
        acks += 1;
      },
    });
  return { listener, logger, parking, consumer, receive, acks: () => acks };
}

const orderId = 'b'.repeat(24);
const badId = 'd'.repeat(24);
const good = JSON.stringify({ orderId, requestId: 'r1' });

describe('a consumer', () => {
  it('acknowledges what its listener has handled', async () => {
    const { listener, receive, acks } = setUp();

    expect(await receive(good)).toBe('acked');

    expect(listener.heard).toEqual([orderId]);
    expect(acks()).toBe(1);
  });

  it('tells its listener an id in lower case, however the publisher spells it', async () => {
    const { listener, receive } = setUp();

    await receive(JSON.stringify({ orderId: orderId.toUpperCase() }));

    expect(listener.heard).toEqual([orderId]);
  });

  it('works in the name of the request that caused the event', async () => {
    const { listener, receive } = setUp();
    let seen: string | undefined;
    listener.work = () => {
      seen = currentRequestId();
      return Promise.resolve();
    };

    await receive(good);

    expect(seen).toBe('r1');
  });

  it('says so when a message has come again', async () => {
    const { logger, receive } = setUp();
    const warn = jest.spyOn(logger, 'warn');

    await receive(good);
    expect(warn).not.toHaveBeenCalled();
    await receive(good, { sequence: 7, redeliveries: 2 });

    const message = { message: 'expiration:complete-7', redeliveries: 2 };
    expect(warn).toHaveBeenCalledWith(message, 'a message came again');
  });

  it('leaves a message that fails to come again', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new Error('a fault of ours'));

    expect(await receive(good)).toBe('retried');

    expect(acks()).toBe(0);
    expect(await parking.list()).toEqual([]);
  });

  it('parks a message at its fifth failure, with what was wrong', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new Error('a fault of ours'));

    expect(await receive(good, { redeliveries: 3 })).toBe('retried');
    expect(await receive(good, { redeliveries: 4 })).toBe('parked');

    expect(acks()).toBe(1);
    expect(await parking.list()).toMatchObject([
      { id: 'expiration:complete-1', data: good, reason: 'Error: a fault of ours' },
    ]);
  });

  it('never counts a dependency that is away', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new DependencyError('MongoDB'));

    expect(await receive(good, { redeliveries: 1000 })).toBe('retried');

    expect(acks()).toBe(0);
    expect(await parking.list()).toEqual([]);
  });

  it.each([
    ['not JSON', '{'],
    ['an array', '[]'],
    ['null', 'null'],
    ['other data', '{"orderId":5}'],
    ['an id that is none', '{"orderId":"order-1"}'],
  ])('parks at once what is malformed: %s', async (_what, data) => {
    const { listener, receive } = setUp();

    expect(await receive(data)).toBe('parked');

    expect(listener.heard).toEqual([]);
  });

  it('does not park what it cannot store', async () => {
    const { parking, receive, acks } = setUp();
    parking.park = () => Promise.reject(new DependencyError('MongoDB'));

    expect(await receive('{')).toBe('retried');

    expect(acks()).toBe(0);
  });

  it('ignores the redelivery of a message that it is working on', async () => {
    const { listener, receive } = setUp();
    let finish = (): void => undefined;
    listener.work = () => new Promise((resolve) => (finish = resolve));
    const first = receive(good);

    expect(await receive(good, { redeliveries: 1 })).toBe('ignored');
    finish();

    expect(await first).toBe('acked');
    expect(listener.heard).toEqual([orderId]);
  });

  it('lets other messages pass one that fails', async () => {
    const { listener, receive } = setUp();
    listener.work = ({ orderId: id }) =>
      id === badId ? Promise.reject(new Error('no')) : Promise.resolve();

    const outcomes = await Promise.all([
      receive(JSON.stringify({ orderId: badId }), { sequence: 1 }),
      receive(good, { sequence: 2 }),
    ]);

    expect(outcomes).toEqual(['retried', 'acked']);
  });

  it('handles a parked message again on an operator’s word, and forgets it when that succeeds', async () => {
    const { listener, parking, consumer, receive } = setUp();
    listener.work = () => Promise.reject(new Error('not yet'));
    await receive(good, { redeliveries: 9 });

    await expect(consumer.retryParked('expiration:complete-1')).rejects.toThrow('not yet');
    listener.work = () => Promise.resolve();
    expect(await consumer.retryParked('expiration:complete-1')).toBe(true);

    expect(await parking.list()).toEqual([]);
    expect(await consumer.retryParked('expiration:complete-1')).toBe(false);
  });
});
