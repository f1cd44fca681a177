import {
  deliver,
  idempotentRoute,
  type IdempotentRoute,
  signedIn,
} from '@ticketing-dev/common/testing';
import request from 'supertest';

import { notIdempotent, startService, type TestService } from '../support/service';

const post = ({ app }: TestService, user: string | undefined, key: string, body: object) =>
  request(app)
    .post('/api/payments')
    .set('Cookie', user === undefined ? '' : signedIn(user))
    .set('Idempotency-Key', key)
    .send(body);

const aBody = async (on: TestService, userId = 'buyer', token = 'tok_visa') => ({
  orderId: (await on.anOrder({ userId })).id,
  token,
});

const routeOf = (on: TestService): IdempotentRoute => ({
  post: (...given) => post(on, ...given),
  aBody: (user) => aBody(on, user),
  count: () => Promise.resolve(on.gateway.charges.length),
  connection: on.connection,
  clock: on.clock,
});

/** @returns how often Stripe was called for a declined card that was sent twice with one key */
async function declineTwice(on: TestService): Promise<number> {
  const body = await aBody(on, 'buyer', 'tok_chargeDeclined');
  const before = on.gateway.calls.length;
  const first = await post(on, 'buyer', 'declined', body).expect(400);
  await post(on, 'buyer', 'declined', body).expect(400, first.body as object);
  return on.gateway.calls.length - before;
}

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

describe('POST /api/payments with an Idempotency-Key', () => {
  it.each(idempotentRoute)('$title', (each) => each.run(routeOf(service)));

  it('repeats that a card was refused, without a call of Stripe', async () => {
    expect(await declineTwice(service)).toBe(1);
  });

  it('would call Stripe a second time without the middleware', async () => {
    const unguarded = await startService({ LIMITS: 'off' }, { idempotent: notIdempotent });

    expect(await declineTwice(unguarded)).toBe(2);

    await unguarded.close();
  });

  it('returns the payment of a complete order if its answer was lost', async () => {
    const order = await service.anOrder();
    const body = { orderId: order.id, token: 'tok_visa' };
    const first = await post(service, 'buyer', 'lost', body).expect(201);
    await deliver(service.hear.completed, { ...order, version: 1, status: 'complete' });
    await service.connection.collection('idempotency_keys').deleteMany({});

    await post(service, 'buyer', 'lost', body).expect(201, first.body as object);

    await post(service, 'buyer', 'another key', body).expect(400);
  });

  it('does not store a 503', async () => {
    const body = await aBody(service);
    service.gateway.scripted = { kind: 'denied', cause: new Error('Your account is closed') };

    await post(service, 'buyer', 'denied', body).expect(503);

    await post(service, 'buyer', 'denied', body).expect(201);
    expect(await service.paymentsOf(body.orderId)).toMatchObject([
      { status: 'failed' },
      { status: 'authorised' },
    ]);
  });

  it('does not store the 401 of an order of another buyer, and no 429', async () => {
    const limited = await startService({ CARD_REFUSALS_PER_ORDER: '1' });
    const theirs = await aBody(limited, 'somebody else');
    const mine = await aBody(limited, 'buyer', 'tok_chargeDeclined');
    await post(limited, 'buyer', 'first', mine).expect(400);

    for (const [key, body, status] of [
      ['theirs', theirs, 401],
      ['mine', mine, 429],
    ] as const) {
      await post(limited, 'buyer', key, body).expect(status);
      const { headers } = await post(limited, 'buyer', key, body).expect(status);
      expect(headers).not.toHaveProperty('idempotent-replayed');
    }

    await limited.close();
  });
});
