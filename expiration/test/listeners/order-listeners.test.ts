import { DependencyError, silentLogger } from '@ticketing-dev/common';
import { deliver, fixedClock, MemoryBus, MemoryParkingLot } from '@ticketing-dev/common/testing';

import { createExpirations } from '../../src/domain/expirations';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { anOrder, cancelled, completed } from '../support/orders';
import { RecordingQueue } from '../support/recording-queue';

const minute = 60_000;

function startListening() {
  const queue = new RecordingQueue();
  const expirations = createExpirations({
    queue,
    bus: new MemoryBus(),
    now: fixedClock(new Date('2026-01-01T12:00:00.000Z')).now,
    logger: silentLogger(),
  });
  return {
    queue,
    created: new OrderCreatedListener(expirations),
    cancelled: new OrderCancelledListener(expirations),
    completed: new OrderCompletedListener(expirations),
  };
}

describe('the listener of new orders', () => {
  it('watches an order until its hold ends', async () => {
    const { created, queue } = startListening();
    const order = anOrder({ expiresAt: '2026-01-01T12:15:00.000Z' });

    expect(await deliver(created, order)).toBe('acked');

    expect(queue.delays).toEqual(new Map([[order.id, 15 * minute]]));
  });

  it('watches an order once if its event is delivered twice', async () => {
    const { created, queue } = startListening();
    const order = anOrder();
    await deliver(created, order);

    expect(await deliver(created, order)).toBe('acked');

    expect(queue.delays.size).toBe(1);
  });

  it('ends an order immediately if its hold has already ended', async () => {
    const { created, queue } = startListening();
    const order = anOrder({ expiresAt: '2026-01-01T11:00:00.000Z' });

    await deliver(created, order);

    expect(queue.delays).toEqual(new Map([[order.id, 0]]));
  });

  it('does not acknowledge the message while Redis is unavailable, however often it is redelivered', async () => {
    const away = new OrderCreatedListener({
      watch: () => Promise.reject(new DependencyError('Redis')),
    });

    expect(await deliver(away, anOrder(), { times: 99 })).toBe('retried');
  });

  it.each([
    ['no date', { expiresAt: 'soon' }],
    ['no id', { id: '' }],
    ['an id that is none', { id: 'order-1' }],
  ])('parks a message with %s immediately', async (_what, overrides) => {
    const { created, queue } = startListening();
    const parking = new MemoryParkingLot();

    expect(await deliver(created, anOrder(overrides), { parking })).toBe('parked');

    expect(await parking.list()).toMatchObject([{ id: 'order:created-1' }]);
    expect(queue.delays.size).toBe(0);
  });
});

describe('the listeners of orders that have ended', () => {
  it.each(['cancelled', 'completed'] as const)('forget an order that is %s', async (end) => {
    const { created, queue, ...listeners } = startListening();
    const order = anOrder();
    const other = anOrder();
    await deliver(created, order);
    await deliver(created, other);

    const outcome =
      end === 'cancelled'
        ? await deliver(listeners.cancelled, cancelled(order))
        : await deliver(listeners.completed, completed(order));

    expect(outcome).toBe('acked');
    expect([...queue.delays.keys()]).toEqual([other.id]);
  });

  it('accept the published form, which has only the order and its ticket', async () => {
    const { created, queue, ...listeners } = startListening();
    const { ticket, ...order } = anOrder();
    await deliver(created, { ...order, ticket: { id: ticket.id, price: ticket.price } });
    const end = { id: order.id.toUpperCase(), version: 1, ticket: { id: ticket.id } };

    expect(await deliver(listeners.cancelled, end)).toBe('acked');

    expect(queue.delays.size).toBe(0);
  });

  it('change nothing if an end is delivered twice', async () => {
    const { created, queue, ...listeners } = startListening();
    const order = anOrder();
    await deliver(created, order);
    await deliver(listeners.cancelled, cancelled(order));

    expect(await deliver(listeners.cancelled, cancelled(order))).toBe('acked');

    expect(queue.delays.size).toBe(0);
  });

  it('keep a harmless job if the end is delivered before the order', async () => {
    const { created, queue, ...listeners } = startListening();
    const order = anOrder();

    expect(await deliver(listeners.cancelled, cancelled(order))).toBe('acked');
    expect(await deliver(created, order)).toBe('acked');

    expect([...queue.delays.keys()]).toEqual([order.id]);
  });
});
