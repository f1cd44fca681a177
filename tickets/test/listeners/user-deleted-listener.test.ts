import { deliver, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { UserDeletedListener } from '../../src/events/listeners/user-deleted-listener';
import { anOrder, completed, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const sell = (userId: string) =>
  service.tickets.create(userId, { title: 'Row 1', priceInCents: 2_000 });
const offSale = async (id: Awaited<ReturnType<typeof sell>>['id']) =>
  (await service.tickets.show(id)).ticket.offSale;

describe('the listener of deleted users', () => {
  it('takes the tickets of the account off sale, and no others, also when the event arrives twice', async () => {
    const id = anOrder(await sell('somebody')).id;
    const own = [await sell(id), await sell(id)];
    const sold = await sell(id);
    const order = anOrder(sold);
    await deliver(service.hear.created, order);
    await deliver(service.hear.completed, completed(order));
    const other = await sell('another');

    const listener = new UserDeletedListener(service.tickets);
    expect(await deliver(listener, { id, version: 3 }, { times: 2 })).toBe('acked');

    for (const ticket of own) expect(await offSale(ticket.id)).toBe('requested');
    expect(await offSale(sold.id)).toBeUndefined();
    expect(await offSale(other.id)).toBeUndefined();
  });

  it('keeps what the account still offers off sale', async () => {
    const id = anOrder(await sell('somebody')).id;
    await deliver(new UserDeletedListener(service.tickets), { id, version: 1 });
    const offer = { title: 'Row 1', price: 20 };
    const post = (path: string, body: object) =>
      request(service.app)
        .post(`/api/tickets${path}`)
        .set('Cookie', signedIn(id))
        .set('Idempotency-Key', 'key')
        .send(body);

    // Signed in before the deletion: the session is refused only when its end has arrived, too.
    await post('', offer).expect(201);
    await post('/bulk', { tickets: [offer, offer] }).expect(200);

    const own = await service.store.query({
      where: { userId: id },
      order: 'newest first',
      limit: 9,
    });
    expect(own.map((ticket) => ticket.offSale)).toEqual(['requested', 'requested', 'requested']);
  });
});
