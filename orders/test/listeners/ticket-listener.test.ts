import type { Id } from '@ticketing-dev/common';
import { deliver } from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import { startService, type TestService, ticketState } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const aVersion = (id: Id, version: number) => ({
  id,
  version,
  title: `Row ${version}`,
  priceInCents: 1_000 + version,
});

const priceOf = async (ticketId: Id): Promise<number> => {
  const order = await service.orders.create({ userId: 'buyer', ticketId });
  await service.orders.cancel(order.id, 'buyer');
  return order.ticket.priceInCents;
};

describe('the listener of tickets', () => {
  it('lets a new ticket be ordered', async () => {
    const id = service.store.nextId();

    expect(await deliver(service.hear.ticketCreated, ticketState(aVersion(id, 0)))).toBe('acked');

    expect(await priceOf(id)).toBe(1_000);
  });

  it('keeps the seller, whom the events of an order name', async () => {
    const id = service.store.nextId();
    await deliver(service.hear.ticketCreated, ticketState(aVersion(id, 0)));

    const order = await service.orders.create({ userId: 'buyer', ticketId: id });
    await service.orders.complete(order.id);

    expect(await service.eventsOf(order.id)).toMatchObject([
      { subject: 'order:created', data: { ticket: { userId: 'seller' } } },
      { subject: 'order:completed', data: { ticket: { userId: 'seller' } } },
    ]);
  });

  it('does not wait for a missing version, and ignores older ones', async () => {
    const id = service.store.nextId();

    await deliver(service.hear.ticketUpdated, ticketState(aVersion(id, 5)));
    expect(await deliver(service.hear.ticketUpdated, ticketState(aVersion(id, 2)))).toBe('acked');
    expect(await deliver(service.hear.ticketCreated, ticketState(aVersion(id, 0)))).toBe('acked');

    expect(await priceOf(id)).toBe(1_005);
  });

  it('ends at the newest version, for any order and repetition of events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
        async (versions) => {
          const id = service.store.nextId();

          for (const version of versions) {
            await deliver(service.hear.ticketUpdated, ticketState(aVersion(id, version)));
          }

          expect(await priceOf(id)).toBe(1_000 + Math.max(...versions));
        },
      ),
      { numRuns: 25 },
    );
  });
});
