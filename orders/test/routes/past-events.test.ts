import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const minute = 60_000;
/** The start of an event, seen from now. */
const startingIn = (ms: number) => ({
  details: { startsAt: new Date(Date.now() + ms).toISOString(), timeZone: 'UTC' },
});
const order = (ticketId: string, key?: string) =>
  request(service.app)
    .post('/api/orders')
    .set({ Cookie: signedIn('buyer'), ...(key && { 'Idempotency-Key': key }) })
    .send({ ticketId });

describe('a ticket of an event', () => {
  it('can be ordered until the event starts', async () => {
    const { id } = await service.aTicket(startingIn(minute));

    await order(id).expect(201);
  });

  it('cannot be ordered after that', async () => {
    const { id } = await service.aTicket(startingIn(-1));

    await order(id).expect(400, {
      errors: [{ message: 'This event has started already', code: 'EVENT_OVER' }],
    });
    expect(await service.ordersOf(id)).toEqual([]);
  });

  it('stays ordered if only the answer was lost and the request is repeated after the start', async () => {
    const { id, ...ticket } = await service.aTicket(startingIn(minute));
    const orderId = service.store.nextId();
    const attempt = { userId: 'buyer', ticketId: id, id: orderId };
    const late = service.another({ now: () => new Date(Date.now() + 2 * minute) });
    await service.orders.create(attempt);

    const again = await late.create(attempt);

    expect(again).toMatchObject({ id: orderId, ticket: { id, details: ticket.details } });
    await expect(late.create({ userId: 'other', ticketId: id })).rejects.toThrow('has started');
  });
});
