import type { Id } from '@ticketing-dev/common';
import { deliver, MemoryParkingLot } from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import {
  anOrderState,
  Cancelled,
  Complete,
  Created,
  startService,
  type TestService,
} from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const cancelled = (id: Id, version = 1) => ({
  ...anOrderState({ id, version, status: Cancelled }),
  reason: 'buyer' as const,
});
const completed = (id: Id, version = 1) => anOrderState({ id, version, status: Complete });

describe('the listener of orders', () => {
  it('stores everything that a charge needs, in cents', async () => {
    const order = anOrderState({ id: service.newId() });

    expect(await deliver(service.hear.created, order)).toBe('acked');

    expect(await service.orders.find(order.id)).toEqual({
      id: order.id,
      version: 0,
      status: Created,
      userId: 'buyer',
      expiresAt: new Date(order.expiresAt),
      priceInCents: 1_999,
    });
  });

  it('changes nothing if the same event is delivered twice', async () => {
    const order = anOrderState({ id: service.newId() });
    await deliver(service.hear.created, order);
    const before = await service.orders.find(order.id);

    expect(await deliver(service.hear.created, order)).toBe('acked');

    expect(await service.orders.find(order.id)).toEqual(before);
  });

  it.each([
    ['cancelled', Cancelled],
    ['completed', Complete],
  ] as const)('stays at %s when the creation comes late', async (how, status) => {
    const id = service.newId();
    const event = how === 'cancelled' ? cancelled(id) : completed(id);
    await deliver(how === 'cancelled' ? service.hear.cancelled : service.hear.completed, event);

    expect(await deliver(service.hear.created, anOrderState({ id }))).toBe('acked');

    expect(await service.orders.find(id)).toMatchObject({ version: 1, status });
  });

  it('keeps buyer, price and time if the published form of the end does not have them', async () => {
    const order = anOrderState({ id: service.newId() });
    const end = { id: order.id, version: 1, ticket: { id: order.ticket.id } };
    await deliver(service.hear.created, order);

    expect(await deliver(service.hear.cancelled, end)).toBe('acked');

    expect(await service.orders.find(order.id)).toMatchObject({
      version: 1,
      status: Cancelled,
      userId: 'buyer',
      priceInCents: 1_999,
    });
  });

  it('completes a cancellation that came first with the late creation, and stays cancelled', async () => {
    const order = anOrderState({ id: service.newId() });
    const end = { id: order.id, version: 1, ticket: { id: order.ticket.id } };
    const pay = () =>
      service.payments.pay({ userId: 'buyer', orderId: order.id, token: 'tok_visa' });

    expect(await deliver(service.hear.cancelled, end)).toBe('acked');
    await expect(pay()).rejects.toThrow('Not Found');
    expect(await deliver(service.hear.created, order)).toBe('acked');

    expect(await service.orders.find(order.id)).toEqual({
      id: order.id,
      version: 1,
      status: Cancelled,
      userId: 'buyer',
      expiresAt: new Date(order.expiresAt),
      priceInCents: 1_999,
    });
    await expect(pay()).rejects.toThrow('Cannot pay for an cancelled order');
  });

  it('wakes the loop for ended orders, and never calls Stripe itself', async () => {
    const { id } = await service.anOrder();
    await service.payments.pay({ userId: 'buyer', orderId: id, token: 'tok_visa' });
    const [kicks, calls] = [service.kicks(), service.gateway.calls.length];

    await deliver(service.hear.completed, completed(id));

    expect(service.kicks()).toBe(kicks + 1);
    expect(service.gateway.calls).toHaveLength(calls);
  });

  it('parks a malformed event', async () => {
    const parking = new MemoryParkingLot();
    const broken = { ...anOrderState({ id: service.newId() }), expiresAt: 'soon' };

    expect(await deliver(service.hear.created, broken, { parking })).toBe('parked');
    expect(await parking.list()).toHaveLength(1);
  });

  it('ends at the newest version, for any order and repetition of events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (versions, isSold) => {
          const id = service.newId();
          const newest = Math.max(...versions);

          await Promise.all(
            versions.map((version) => {
              if (version < 6) {
                return deliver(service.hear.created, anOrderState({ id, version }));
              }
              return isSold
                ? deliver(service.hear.completed, completed(id, version))
                : deliver(service.hear.cancelled, cancelled(id, version));
            }),
          );

          const ended = isSold ? Complete : Cancelled;
          expect(await service.orders.find(id)).toMatchObject({
            version: newest,
            status: newest < 6 ? Created : ended,
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});
