import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startService({ CARD_REFUSALS_PER_ORDER: '3', CARD_REFUSALS_PER_ACCOUNT: '5' });
});
afterAll(() => service.close());

const pay = (userId: string, orderId: string, token = 'tok_chargeDeclined') =>
  request(service.app)
    .post('/api/payments')
    .set('Cookie', signedIn(userId))
    .send({ orderId, token });
const declined = { errors: [{ message: 'Your card was declined.', code: 'CARD_REFUSED' }] };

describe('a buyer whose cards are refused', () => {
  it('may try as many for one order as the limit allows, and then not even a good one', async () => {
    const { id } = await service.anOrder({ userId: 'ann' });
    for (let i = 0; i < 3; i += 1) await pay('ann', id).expect(400, declined);
    const asked = service.gateway.calls.length;

    const { body, headers } = await pay('ann', id, 'tok_visa').expect(429);

    expect(body).toEqual({
      errors: [{ message: 'Too many cards were refused for this order', code: 'LIMIT_REACHED' }],
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(service.gateway.calls).toHaveLength(asked);
  });

  it('may try as many for all orders as the limit allows', async () => {
    const anOrder = () => service.anOrder({ userId: 'bob' });
    const [first, second, third] = [await anOrder(), await anOrder(), await anOrder()];
    for (const { id } of [first, first, second, second, second]) {
      await pay('bob', id).expect(400);
    }

    await pay('bob', third.id, 'tok_visa').expect(429, {
      errors: [
        {
          message: 'Too many of your cards were refused, please try again later',
          code: 'LIMIT_REACHED',
        },
      ],
    });
    const others = await service.anOrder({ userId: 'cid' });
    await pay('cid', others.id, 'tok_visa').expect(201);
  });

  it('gets no information about another user’s order', async () => {
    const { id } = await service.anOrder({ userId: 'eve' });
    for (let i = 0; i < 3; i += 1) await pay('eve', id).expect(400, declined);

    await pay('mallory', id).expect(401);
  });

  it('may continue if the failure was not caused by the card', async () => {
    const { id } = await service.anOrder({ userId: 'dan' });
    for (let i = 0; i < 4; i += 1) {
      service.gateway.scripted = { kind: 'denied', cause: 'our account' };
      await pay('dan', id, 'tok_visa').expect(503);
    }

    await pay('dan', id, 'tok_visa').expect(201);
  });
});
