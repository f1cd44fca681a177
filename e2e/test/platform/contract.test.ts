import type { TicketBody } from '@ticketing-dev/common/contracts';

import { aTicketOnSale, pay, placeOrder } from '../../kit/market';
import {
  type Answer,
  aBuyer,
  aMember,
  anEmail,
  expectStatus,
  type Member,
  messagesOf,
  password,
  Person,
} from '../../kit/person';

const NOBODY = '64b64c0f9d1e8a0012345678';

describe('the contract, through the gateway', () => {
  let member: Member;
  let ticket: TicketBody;

  beforeAll(async () => {
    member = await aMember();
    ticket = await aTicketOnSale({ seller: await aMember() });
  });

  it.each([
    ['POST', '/api/tickets'],
    ['PUT', `/api/tickets/${NOBODY}`],
    ['POST', '/api/orders'],
    ['GET', '/api/orders'],
    ['GET', `/api/orders/${NOBODY}`],
    ['DELETE', `/api/orders/${NOBODY}`],
    ['POST', '/api/payments'],
    ['GET', `/api/payments/${NOBODY}`],
  ])('%s %s wants somebody who is signed in', async (method, path) => {
    const answer = await new Person().call(method, path, method === 'GET' ? undefined : {});

    expect(answer).toMatchObject({
      status: 401,
      body: { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] },
    });
  });

  it.each([
    ['GET', '/api/nothing-here'],
    ['PATCH', '/api/orders'],
    ['GET', `/api/tickets/${NOBODY}`],
    ['GET', '/api/tickets/no-id'],
    ['GET', `/api/orders/${NOBODY}`],
    ['DELETE', `/api/orders/no-id`],
    ['GET', `/api/payments/${NOBODY}`],
  ])('%s %s is not there', async (method, path) => {
    const answer = await member.person.call(method, path);

    expect(answer.status).toBe(404);
    expect(messagesOf(answer)).toHaveLength(1);
  });

  it.each([
    ['/api/users/signup', { email: 'no', password }, ['Email must be valid']],
    [
      '/api/users/signup',
      { email: 'somebody@example.com', password: 'short' },
      [/between 8 and 128/],
    ],
    ['/api/users/signin', { email: 'nobody@example.com', password }, ['Invalid credentials']],
    ['/api/users/signin', { email: 'nobody@example.com' }, ['You must supply a password']],
    ['/api/tickets', { title: '', price: 5 }, ['Title is required']],
    ['/api/tickets', { title: 'x', price: 0 }, ['Price must be greater than 0']],
    ['/api/orders', {}, ['TicketId must be provided']],
    ['/api/orders', { ticketId: 'no-id' }, ['TicketId must be provided']],
    ['/api/payments', { orderId: NOBODY }, ['Token is required']],
    ['/api/payments', { token: 'tok_visa', orderId: 'no-id' }, ['OrderId is required']],
  ])('POST %s with %j says what is wrong', async (path, body, messages) => {
    const answer = await member.person.call('POST', path, body);

    expect(answer.status).toBe(400);
    expect(messagesOf(answer)).toEqual(
      messages.map((message) => expect.stringMatching(message) as unknown),
    );
  });

  it("keeps people from what is another's", async () => {
    const order = await placeOrder(await aBuyer(), ticket);
    const asked = await Promise.all([
      member.person.call('PUT', `/api/tickets/${ticket.id}`, { title: 'Mine', price: 1 }),
      member.person.call('GET', `/api/orders/${order.id}`),
      member.person.call('DELETE', `/api/orders/${order.id}`),
      member.person.call('POST', '/api/payments', { token: 'tok_visa', orderId: order.id }),
    ]);

    expect(asked.slice(0, 3).map(({ status }) => status)).toEqual([401, 401, 401]);
    expect([401, 404]).toContain(asked[3].status);
  });

  it('takes an id in capitals for the same id, in every path, body and query', async () => {
    const seller = await aMember();
    const { id } = await aTicketOnSale({ seller });
    const offer = { title: 'In capitals', price: 20 };
    const shout = (text: string): string => text.toUpperCase();
    const call = <T extends object>(method: string, path: string, body?: object) =>
      member.person.call<T>(method, path, body);

    const ticketPath = `/api/tickets/${shout(id)}`;
    const edited = await seller.person.call('PUT', ticketPath, offer);
    expect(expectStatus(edited, 200)).toMatchObject({ id, ...offer });
    expect(expectStatus(await call('GET', ticketPath), 200)).toMatchObject({ id });
    const placed = await placeOrder(member, { id: shout(id) });
    expect(placed.ticket.id).toBe(id);
    const orderPath = `/api/orders/${shout(placed.id)}`;
    expect(expectStatus(await call('GET', orderPath), 200)).toMatchObject({ id: placed.id });
    expectStatus(await pay(member, { id: shout(placed.id) }), 201);
    expect(expectStatus(await call('GET', `/api/payments/${shout(placed.id)}`), 200)).toMatchObject(
      { orderId: placed.id },
    );
    // The payment may have completed it by now.
    expect([204, 400]).toContain((await call('DELETE', orderPath)).status);
    for (const of of ['tickets', 'orders']) {
      const after = await call<{ id: string }[]>('GET', `/api/${of}?after=${shout(placed.id)}`);
      expect(expectStatus(after, 200).map((item) => item.id)).not.toContain(placed.id);
    }
  });

  it('signs people out and in again', async () => {
    const credentials = { email: anEmail(), password };
    const person = new Person();
    const { id } = expectStatus(
      await person.call<{ id: string }>('POST', '/api/users/signup', credentials),
      201,
    );
    const whoAmI = () => person.call('GET', '/api/users/currentuser');

    expect(await whoAmI()).toMatchObject({ body: { currentUser: { id } } });
    expect(await person.call('POST', '/api/users/signout', {})).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await whoAmI()).toMatchObject({ body: { currentUser: null } });
    expect(await person.call('POST', '/api/users/signin', credentials)).toMatchObject({
      status: 200,
      body: { id },
    });
  });

  it('lists in pages that name the next one', async () => {
    const seller = await aMember();
    const made: string[] = [];
    for (const title of ['First', 'Second', 'Third']) {
      made.push((await aTicketOnSale({ seller, title })).id);
    }

    const seen: string[] = [];
    let path: string | undefined = '/api/tickets?limit=2';
    while (path !== undefined && !made.every((id) => seen.includes(id))) {
      const page: Answer<TicketBody[]> = await member.person.call('GET', path);
      expect(expectStatus(page, 200).length).toBeLessThanOrEqual(2);
      seen.push(...page.body.map(({ id }) => id));
      path = nextPage(page);
    }

    expect(seen.filter((id) => made.includes(id))).toEqual(made.toReversed());
    expect((await member.person.call('GET', '/api/tickets?limit=none')).status).toBe(400);
  });
});

function nextPage({ headers }: Answer<unknown>): string | undefined {
  const [, url] = /<([^>]+)>; rel="next"/.exec(String(headers['link'])) ?? [];
  if (url === undefined) return undefined;
  const { pathname, search } = new URL(url, 'http://shop.invalid');
  return `${pathname}${search}`;
}
