import { createClient } from '@ticketing-dev/common/client';

import { aTicketOnSale, pay, placeOrder } from '../../kit/market';
import { aMember, anEmail, expectStatus, messagesOf, password, Person } from '../../kit/person';
import { theShop } from '../../kit/shop';

const unknownId = '64b64c0f9d1e8a0012345678';

/** The tests of each service assert every status and message. Here one of each shows that it passes the gateway. */
describe('the contract, through the gateway', () => {
  it.each([
    ['POST', '/api/users/signup', { email: 'no', password }, 400, 'Email must be valid'],
    ['POST', '/api/tickets', { title: '', price: 5 }, 400, 'Title is required'],
    ['POST', '/api/orders', { ticketId: 'no-id' }, 400, 'TicketId must be provided'],
    ['POST', '/api/payments', { orderId: unknownId }, 400, 'Token is required'],
    ['GET', `/api/payments/${unknownId}`, undefined, 404, 'Not Found'],
    ['PATCH', '/api/orders', undefined, 404, 'Not Found'],
    ['GET', '/api/nothing-here', undefined, 404, 'Not Found'],
  ])('%s %s with %j is answered %d %s', async (method, path, body, status, message) => {
    const { person } = await aMember();

    const answer = await person.call(method, path, body);

    expect([answer.status, messagesOf(answer)]).toEqual([status, [message]]);
  });

  it.each(['tickets', 'orders', 'payments'])('POST /api/%s requires a session', async (name) => {
    expect(await new Person().call('POST', `/api/${name}`, {})).toMatchObject({
      status: 401,
      body: { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] },
    });
  });

  it("protects a ticket and an order from another account's session", async () => {
    const [owner, { person }] = [await aMember(), await aMember()];
    const ticket = await aTicketOnSale({ seller: owner });
    const order = await placeOrder(owner, ticket);

    expect(
      await Promise.all([
        person.call('PUT', `/api/tickets/${ticket.id}`, { title: 'Mine', price: 1 }),
        person.call('DELETE', `/api/orders/${order.id}`),
      ]),
    ).toMatchObject([{ status: 401 }, { status: 401 }]);
  });

  it('accepts an id in upper case, in every path, body and query', async () => {
    const [seller, buyer] = [await aMember(), await aMember()];
    const { id } = await aTicketOnSale({ seller });
    const offer = { title: 'In capitals', price: 20 };
    const upper = (text: string): string => text.toUpperCase();
    const get = async <T>(path: string) =>
      expectStatus(await buyer.person.call<T>('GET', path), 200);

    const ticketPath = `/api/tickets/${upper(id)}`;
    const edited = await seller.person.call('PUT', ticketPath, offer);
    expect(expectStatus(edited, 200)).toMatchObject({ id, ...offer });
    expect(await get(ticketPath)).toMatchObject({ id });
    const placed = await placeOrder(buyer, { id: upper(id) });
    expect(placed.ticket.id).toBe(id);
    const orderPath = `/api/orders/${upper(placed.id)}`;
    expect(await get(orderPath)).toMatchObject({ id: placed.id });
    expect(await get<{ id: string }[]>('/api/orders')).toMatchObject([{ id: placed.id }]);
    expect(await get(`/api/orders?after=${upper(placed.id)}`)).toEqual([]);
    expect(await get(`/api/tickets?after=${upper(id)}`)).toBeInstanceOf(Array);
    expectStatus(await pay(buyer, { id: upper(placed.id) }), 201);
    expect(await get(`/api/payments/${upper(placed.id)}`)).toMatchObject({ orderId: placed.id });
    // The payment may have completed the order.
    expect([204, 400]).toContain((await buyer.person.call('DELETE', orderPath)).status);
  });

  it('sets and clears the cookie of a session', async () => {
    const [person, credentials] = [new Person(), { email: anEmail(), password }];
    const user = (action: string, body?: object) =>
      person.call<{ id: string }>(body ? 'POST' : 'GET', `/api/users/${action}`, body);

    const { id } = expectStatus(await user('signup', credentials), 201);
    expect(await user('currentuser')).toMatchObject({ body: { currentUser: { id } } });
    expect(await user('signout', {})).toMatchObject({ status: 200, body: {} });
    expect(await user('currentuser')).toMatchObject({ body: { currentUser: null } });
    expect(await user('signin', credentials)).toMatchObject({ status: 200, body: { id } });
  });

  it('keeps the link to the next page of a list', async () => {
    const seller = await aMember();
    for (const title of ['First', 'Second', 'Third']) await aTicketOnSale({ seller, title });

    const first = await seller.person.call<{ id: string }[]>('GET', '/api/tickets?limit=2');
    const [, url = ''] = /<([^>]+)>; rel="next"/.exec(String(first.headers['link'])) ?? [];
    const { pathname, search } = new URL(url, 'http://shop.invalid');
    const next = await seller.person.call<{ id: string }[]>('GET', pathname + search);

    const ids = [...expectStatus(first, 200), ...expectStatus(next, 200)].map(({ id }) => id);
    expect(first.body).toHaveLength(2);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBeGreaterThan(2);
  });

  it('answers the typed client', async () => {
    const client = createClient(theShop.url);
    const body = { email: anEmail(), password };
    const { data: user } = await client.POST('/api/users/signup', { body });

    const created = await client.POST('/api/tickets', { body: { title: 'Row 1', price: '19.99' } });
    expect(created.data).toMatchObject({ title: 'Row 1', price: 19.99, userId: user?.id });
    const refused = await client.POST('/api/tickets', { body: { title: '', price: 5 } });
    expect(refused.error?.errors[0]).toMatchObject({ field: 'title', code: 'INVALID_REQUEST' });
    const id = created.data?.id ?? '';
    const shown = await client.GET('/api/tickets/{id}', { params: { path: { id } } });
    expect(shown.data).toEqual(created.data);
  });
});
