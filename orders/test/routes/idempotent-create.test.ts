import { DependencyError, type Id } from '@ticketing-dev/common';
import { idempotentRoute, type IdempotentRoute, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { Cancelled, notIdempotent, startService, type TestService } from '../support/service';

const countOrders = async ({ store }: TestService): Promise<number> =>
  (await store.query({ order: 'newest first', limit: 1_000 })).length;

const post = ({ app }: TestService, user: string | undefined, key: string, body: object) =>
  request(app)
    .post('/api/orders')
    .set('Cookie', user === undefined ? '' : signedIn(user))
    .set('Idempotency-Key', key)
    .send(body);

const aBody = async (on: TestService) => ({ ticketId: (await on.aTicket()).id });

const routeOf = (on: TestService): IdempotentRoute => ({
  post: (...given) => post(on, ...given),
  aBody: () => aBody(on),
  count: () => countOrders(on),
  connection: on.connection,
  clock: on.clock,
});

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => jest.restoreAllMocks());

/** Orders, cancels the order, and sends the first request again. */
async function orderAgainAfterCancelling(on: TestService) {
  const body = await aBody(on);
  const first = await post(on, 'buyer', 'cancelled', body).expect(201);
  await on.orders.cancel((first.body as { id: Id }).id, 'buyer');
  const second = await post(on, 'buyer', 'cancelled', body).expect(201);
  return { first: first.body as object, second: second.body as object };
}

describe('POST /api/orders with an Idempotency-Key', () => {
  it.each(idempotentRoute)('$title', (each) => each.run(routeOf(service)));

  it('makes no second order of a late request, when the first one was cancelled', async () => {
    const { first, second } = await orderAgainAfterCancelling(service);

    expect(second).toEqual(first);
  });

  it('would make a second order without the middleware', async () => {
    const unguarded = await startService({ LIMITS: 'off' }, { idempotent: notIdempotent });

    const { first, second } = await orderAgainAfterCancelling(unguarded);

    expect(second).not.toMatchObject({ id: (first as { id: Id }).id });
    await unguarded.close();
  });

  it('finds the order of a try whose answer was lost, also when it was cancelled since', async () => {
    const body = await aBody(service);
    const before = await countOrders(service);
    const insert = service.store.insert.bind(service.store);
    let id: Id | undefined;
    jest.spyOn(service.store, 'insert').mockImplementationOnce(async (order, announce) => {
      ({ id } = order);
      await insert(order, announce);
      throw new DependencyError('MongoDB');
    });
    await post(service, 'buyer', 'lost', body).expect(503);
    if (id) await service.orders.cancel(id, 'buyer');

    const answer = await post(service, 'buyer', 'lost', body).expect(201);

    expect(answer.body).toMatchObject({ id, status: Cancelled });
    expect(await countOrders(service)).toBe(before + 1);
  });

  it('repeats that a ticket was reserved, even if it is free since', async () => {
    const body = await aBody(service);
    const { body: holder } = await post(service, 'holder', 'a', body).expect(201);
    await post(service, 'buyer', 'late', body).expect(400);
    await service.orders.cancel((holder as { id: Id }).id, 'holder');

    await post(service, 'buyer', 'late', body).expect(400).expect('Idempotent-Replayed', 'true');
  });

  it('does not store a 429', async () => {
    const limited = await startService({ OPEN_ORDERS_PER_ACCOUNT: '1' });
    const [one, other] = [await aBody(limited), await aBody(limited)];
    const { body: open } = await post(limited, 'buyer', 'one', one).expect(201);
    await post(limited, 'buyer', 'other', other).expect(429);
    await limited.orders.cancel((open as { id: Id }).id, 'buyer');

    await post(limited, 'buyer', 'other', other).expect(201);

    await limited.close();
  });
});
