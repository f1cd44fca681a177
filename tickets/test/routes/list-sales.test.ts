import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { anOrder, cancelled, completed, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const list = (user: string, query = '') =>
  request(service.app).get(`/api/tickets/sales${query}`).set('Cookie', signedIn(user));

const offer = (seller: string, title: string) =>
  service.tickets.create(seller, {
    title,
    priceInCents: 1_000,
    details: { eventName: title, seat: '12' },
  });

/** @param names whether the events name the seller, as those of the orders service do */
const sell = async (seller: string, title: string, names = true) => {
  const ticket = await offer(seller, title);
  const plain = anOrder(ticket);
  const order = names ? { ...plain, ticket: { ...plain.ticket, userId: seller } } : plain;
  await deliver(service.hear.created, order);
  await deliver(service.hear.completed, {
    ...completed(order),
    occurredAt: '2026-03-01T10:00:00.000Z',
  });
  return { ticket, order };
};

const titles = (body: unknown) => (body as { title: string }[]).map(({ title }) => title);

describe('GET /api/tickets/sales', () => {
  it('lists what the seller has sold, with the price that was paid and the buyer’s id', async () => {
    await sell('bob', 'of another seller');
    const { ticket, order } = await sell('ann', 'sold');

    const { body } = await list('ann').expect(200);

    expect(body).toEqual([
      {
        ticketId: ticket.id,
        orderId: order.id,
        title: 'sold',
        price: 20,
        soldAt: '2026-03-01T10:00:00.000Z',
        buyerId: 'buyer',
        eventName: 'sold',
        seat: '12',
      },
    ]);
  });

  it('has no ticket that is on sale, held or free again', async () => {
    await offer('cid', 'on sale');
    const [held, free] = [await offer('cid', 'held'), await offer('cid', 'free')];
    const [open, ended] = [anOrder(held), anOrder(free)];
    await deliver(service.hear.created, open);
    await deliver(service.hear.created, ended);
    await deliver(service.hear.cancelled, cancelled(ended));

    await list('cid').expect(200, []);
  });

  it('knows the seller of an order whose events do not name one', async () => {
    await sell('dan', 'sold', false);

    expect(titles((await list('dan').expect(200)).body)).toEqual(['sold']);
  });

  it('links to the next page, the newest order first', async () => {
    for (const title of ['1', '2', '3']) await sell('eve', title);

    const first = await list('eve', '?limit=2').expect(200);
    const [, next = ''] = /^<\/api\/tickets\/sales(.*)>; rel="next"$/.exec(
      first.headers.link ?? '',
    ) ?? [''];
    const second = await list('eve', next).expect(200);

    expect([titles(first.body), titles(second.body)]).toEqual([['3', '2'], ['1']]);
  });

  it('names its own methods only', async () => {
    await request(service.app)
      .options('/api/tickets/sales')
      .expect('Allow', 'GET, HEAD')
      .expect(200);
  });

  it('refuses a request without a session, and a bad query', async () => {
    await request(service.app)
      .get('/api/tickets/sales')
      .expect(401, { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] });
    await list('ann', '?limit=0').expect(400);
  });
});

describe('GET /api/tickets/sellers/:userId', () => {
  const show = (userId: string) => request(service.app).get(`/api/tickets/sellers/${userId}`);

  it('counts what a seller has sold, for everybody', async () => {
    const seller = 'a'.repeat(24);
    await sell(seller, 'one');
    await sell(seller, 'two');
    await offer(seller, 'on sale');

    await show(seller).expect(200, { sold: 2 });
    await show(seller.toUpperCase()).expect(200, { sold: 2 });
  });

  it('is 0 for a user who has sold nothing', async () => {
    await show(unknownId).expect(200, { sold: 0 });
  });

  it('counts at most 100', async () => {
    const sellerId = 'b'.repeat(24);
    const documents = Array.from({ length: 120 }, () => ({
      version: 1,
      ticketId: unknownId,
      status: 'complete',
      sellerId,
    }));
    await service.connection.collection('orders').insertMany(documents);

    await show(sellerId).expect(200, { sold: 100 });
  });

  it.each(['no-id', '%00'])('answers 404 for the user %s', async (userId) => {
    await show(userId).expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });
});
