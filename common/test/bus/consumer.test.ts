import {
  createConsumer,
  currentRequestId,
  DependencyError,
  type ExpirationCompleteEvent,
  DurableListener,
  type ReceivedData,
  systemClock,
  withRequest,
} from '@ticketing-dev/common';
import { MemoryParkingLot, recordedLog } from '@ticketing-dev/common/testing';

class Expirations extends DurableListener<ExpirationCompleteEvent> {
  readonly subject = 'expiration:complete';
  readonly heard: string[] = [];
  work: (data: ReceivedData<ExpirationCompleteEvent>) => Promise<void> = () => Promise.resolve();

  async handle(data: ReceivedData<ExpirationCompleteEvent>): Promise<void> {
    this.heard.push(data.orderId);
    await this.work(data);
  }
}

function setUp() {
  const listener = new Expirations();
  const { logger, lines } = recordedLog();
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
  /** Receives the message five times, which parks it if its listener fails. */
  const receiveFiveTimes = async (data: string) => {
    for (let redeliveries = 0; redeliveries < 4; redeliveries += 1) {
      await receive(data, { redeliveries });
    }
    return receive(data, { redeliveries: 4 });
  };
  return { listener, lines, parking, consumer, receive, receiveFiveTimes, acks: () => acks };
}

const orderId = 'b'.repeat(24);
const badId = 'd'.repeat(24);
const ids = { requestId: 'r1', eventId: `expiration:complete/${orderId}/0` };
const good = JSON.stringify({ orderId, ...ids });

describe('a consumer', () => {
  it('acknowledges a message that its listener has handled', async () => {
    const { listener, receive, acks } = setUp();

    expect(await receive(good)).toBe('acked');

    expect(listener.heard).toEqual([orderId]);
    expect(acks()).toBe(1);
  });

  it('gives its listener ids in lower case, however the publisher spells them', async () => {
    const { listener, receive } = setUp();

    await receive(JSON.stringify({ orderId: orderId.toUpperCase() }));

    expect(listener.heard).toEqual([orderId]);
  });

  it('logs the id of the request that caused the event', async () => {
    const { listener, receive } = setUp();
    let seen: string | undefined;
    listener.work = () => {
      seen = currentRequestId();
      return Promise.resolve();
    };

    await receive(good);

    expect(seen).toBe('r1');
  });

  it('logs that a message was redelivered', async () => {
    const { lines, receive } = setUp();

    await receive(good);
    expect(lines).toEqual([]);
    await receive(good, { sequence: 7, redeliveries: 2 });

    expect(lines).toMatchObject([
      { msg: 'a message came again', message: 'expiration:complete-7', redeliveries: 2, ...ids },
    ]);
  });

  it('does not acknowledge a message that fails', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new Error('a fault of ours'));

    expect(await receive(good)).toBe('retried');

    expect(acks()).toBe(0);
    expect(await parking.list()).toEqual([]);
  });

  it('parks a message at its fifth failure, with the reason', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new Error('a fault of ours'));

    for (let redeliveries = 0; redeliveries < 4; redeliveries += 1) {
      expect(await receive(good, { redeliveries })).toBe('retried');
    }
    expect(await receive(good, { redeliveries: 4 })).toBe('parked');

    expect(acks()).toBe(1);
    expect(await parking.list()).toMatchObject([
      { id: 'expiration:complete-1', data: good, reason: 'Error: a fault of ours' },
    ]);
  });

  it('does not count failures of an unavailable dependency', async () => {
    const { listener, parking, receive, acks } = setUp();
    listener.work = () => Promise.reject(new DependencyError('MongoDB'));

    for (let redeliveries = 0; redeliveries < 10; redeliveries += 1) {
      expect(await receive(good, { redeliveries })).toBe('retried');
    }
    listener.work = () => Promise.reject(new Error('a fault of ours'));
    expect(await receive(good, { redeliveries: 10 })).toBe('retried');

    expect(acks()).toBe(0);
    expect(await parking.list()).toEqual([]);
  });

  it.each([
    ['not JSON', '{'],
    ['an array', '[]'],
    ['null', 'null'],
    ['other data', '{"orderId":5}'],
    ['an id that is none', '{"orderId":"order-1"}'],
  ])('parks a malformed message immediately: %s', async (_what, data) => {
    const { listener, receive } = setUp();

    expect(await receive(data)).toBe('parked');

    expect(listener.heard).toEqual([]);
  });

  it('does not acknowledge a message that it cannot park', async () => {
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

  it('handles other messages while one fails', async () => {
    const { listener, receive } = setUp();
    listener.work = ({ orderId: id }) =>
      id === badId ? Promise.reject(new Error('no')) : Promise.resolve();

    const outcomes = await Promise.all([
      receive(JSON.stringify({ orderId: badId }), { sequence: 1 }),
      receive(good, { sequence: 2 }),
    ]);

    expect(outcomes).toEqual(['retried', 'acked']);
  });

  it('retries a parked message for an operator, and deletes it if that succeeds', async () => {
    const { listener, parking, consumer, receiveFiveTimes } = setUp();
    listener.work = () => Promise.reject(new Error('not yet'));
    await receiveFiveTimes(good);

    listener.work = () => Promise.resolve();
    expect(await consumer.retryParked('expiration:complete-1')).toEqual({ kind: 'handled' });

    expect(await parking.list()).toEqual([]);
    expect(await consumer.retryParked('expiration:complete-1')).toEqual({ kind: 'absent' });
  });

  it('returns why a retry failed, and stores that with the message', async () => {
    const { listener, lines, parking, consumer, receiveFiveTimes } = setUp();
    listener.work = () => Promise.reject(new Error('no such order'));
    await receiveFiveTimes(good);
    listener.work = () => Promise.reject(new TypeError('another fault'));

    const reason = 'TypeError: another fault';
    expect(await consumer.retryParked('expiration:complete-1')).toEqual({ kind: 'failed', reason });

    expect(await parking.list()).toMatchObject([{ id: 'expiration:complete-1', reason }]);
    const about = { message: 'expiration:complete-1', aggregateId: orderId, ...ids };
    expect(lines.at(-1)).toMatchObject({ msg: 'a parked message failed again', ...about });
  });

  it('keeps the reason of a retry that waits for a dependency', async () => {
    const { listener, parking, consumer, receive } = setUp();
    await receive('{');
    const [before] = await parking.list();
    listener.work = () => Promise.reject(new DependencyError('MongoDB'));
    await receive(good, { sequence: 2 });
    parking.find = () =>
      Promise.resolve(before && { ...before, id: 'expiration:complete-2', data: good });

    await expect(consumer.retryParked('expiration:complete-2')).rejects.toThrow(DependencyError);

    expect(await parking.list()).toEqual([before]);
  });

  it.each([
    ['that fails', 'a message failed and will come again', good, new Error('no')],
    ['that is parked', 'parked a message', good, new Error('no')],
    ['that waits', 'a message waits for a dependency', good, new DependencyError('MongoDB')],
    ['of the wrong shape', 'parked a message', good.replace(`"${orderId}"`, '7'), undefined],
    ['that was cut short', 'parked a message', good.slice(0, -5), undefined],
  ])('logs a message %s with all of its ids', async (_what, msg, data, error) => {
    const { listener, lines, receiveFiveTimes } = setUp();
    if (error) listener.work = () => Promise.reject(error);

    await receiveFiveTimes(data);

    const line = lines.find((each) => each['msg'] === msg);
    expect(line).toMatchObject({ message: 'expiration:complete-1', requestId: 'r1' });
  });

  it('does not give a message the request id of another message', async () => {
    const { listener, receive } = setUp();
    let seen: string | undefined = 'not called';
    listener.work = () => {
      seen = currentRequestId();
      return Promise.resolve();
    };

    await withRequest('r2', () => receive(JSON.stringify({ orderId })));

    expect(seen).toBeUndefined();
  });
});
