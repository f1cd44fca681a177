import { deliver, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { anOrder, completed, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const list = (user: string, query = '') =>
  request(service.app).get(`/api/tickets/mine${query}`).set('Cookie', signedIn(user));
const sell = (user: string, title: string) =>
  service.tickets.create(user, { title, priceInCents: 1_000 });
const titles = (body: unknown) => (body as { title: string }[]).map(({ title }) => title);

describe('GET /api/tickets/mine', () => {
  it('lists the tickets of the seller who is signed in, newest first, with what became of them', async () => {
    await sell('bob', 'of another seller');
    const [sold, held] = [await sell('ann', 'sold'), await sell('ann', 'held')];
    await sell('ann', 'on sale');
    const [bought, open] = [anOrder(sold), anOrder(held)];
    for (const order of [bought, open]) await deliver(service.hear.created, order);
    await deliver(service.hear.completed, completed(bought));

    const { body } = await list('ann').expect(200);

    expect(titles(body)).toEqual(['on sale', 'held', 'sold']);
    const [first, second, third] = body as object[];
    expect(first).not.toHaveProperty('orderId');
    expect(second).toMatchObject({ orderId: open.id, heldUntil: open.expiresAt });
    expect(second).not.toHaveProperty('sold');
    expect(third).toMatchObject({ orderId: bought.id, sold: true });
    expect(third).not.toHaveProperty('heldUntil');
  });

  it('links to the next page', async () => {
    for (const title of ['1', '2', '3']) await sell('eve', title);

    const first = await list('eve', '?limit=2').expect(200);
    const [, next = ''] = /^<\/api\/tickets\/mine(.*)>; rel="next"$/.exec(
      first.headers.link ?? '',
    ) ?? [''];
    const second = await list('eve', next).expect(200);

    expect([titles(first.body), titles(second.body)]).toEqual([['3', '2'], ['1']]);
  });

  it('is empty for a user who sells nothing', async () => {
    await list('nobody').expect(200, []);
  });

  it('names its own methods only', async () => {
    await request(service.app)
      .options('/api/tickets/mine')
      .expect('Allow', 'GET, HEAD')
      .expect(200);
  });

  it('refuses a request without a session, and a bad query', async () => {
    await request(service.app)
      .get('/api/tickets/mine')
      .expect(401, { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] });
    await list('ann', '?limit=0').expect(400);
  });
});
