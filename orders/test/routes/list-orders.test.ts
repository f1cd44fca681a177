import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { startService, type TestService } from '../support/service';

let service: TestService;
const titles = (body: unknown) =>
  (body as { ticket: { title: string } }[]).map(({ ticket }) => ticket.title);
const list = (path: string, user = 'buyer') =>
  request(service.app).get(path).set('Cookie', signedIn(user));

beforeAll(async () => {
  service = await startService();
  for (const title of ['A', 'B', 'C']) {
    const ticket = await service.aTicket({ title });
    await service.orders.create({ userId: 'buyer', ticketId: ticket.id });
  }
});
afterAll(() => service.close());

describe('GET /api/orders', () => {
  it('lists only the user’s orders, newest first', async () => {
    expect(titles((await list('/api/orders').expect(200)).body)).toEqual(['C', 'B', 'A']);
    expect(titles((await list('/api/orders', 'somebody else').expect(200)).body)).toEqual([]);
  });

  it('links to the next page', async () => {
    const first = await list('/api/orders?limit=2').expect(200);
    const next = /^<(.*)>; rel="next"$/.exec(first.headers.link ?? '')?.[1] ?? '';
    const second = await list(next).expect(200);

    expect([...titles(first.body), ...titles(second.body)]).toEqual(['C', 'B', 'A']);
    expect(second.headers.link).toBeUndefined();
  });

  it('continues also after an id in upper case', async () => {
    const { body } = await list('/api/orders?limit=1').expect(200);
    const [{ id }] = body as [{ id: string }];

    const next = await list(`/api/orders?after=${id.toUpperCase()}`).expect(200);

    expect(titles(next.body)).toEqual(['B', 'A']);
  });

  it('refuses a request without a session, before it validates the query', async () => {
    await request(service.app).get('/api/orders?limit=x').expect(401);
    await list('/api/orders?limit=x').expect(400);
  });
});
