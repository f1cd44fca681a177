import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startService({ NEW_TICKETS_PER_ACCOUNT: '3', TICKET_EDITS_PER_ACCOUNT: '2' });
});
afterAll(() => service.close());

const offer = { title: 'Row 1', price: 20 };
const sell = (user: string, body: object = offer) =>
  request(service.app).post('/api/tickets').set('Cookie', signedIn(user)).send(body);
const edit = (user: string, id: string, price: number) =>
  request(service.app)
    .put(`/api/tickets/${id}`)
    .set('Cookie', signedIn(user))
    .send({ ...offer, price });

describe('a seller', () => {
  it('puts as many tickets on sale in an hour as the limit allows', async () => {
    for (const status of [201, 201, 201]) await sell('ann').expect(status);

    const { body, headers } = await sell('ann').expect(429);

    expect(body).toEqual({
      errors: [{ message: 'Too many new tickets, please try again later', code: 'LIMIT_REACHED' }],
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_500);
    await sell('bob').expect(201);
  });

  it('gets the 400 of a bad body first, which does not count', async () => {
    for (let i = 0; i < 5; i += 1) await sell('cid', {}).expect(400);

    await sell('cid').expect(201);
  });

  it('changes tickets in an hour as often as the limit allows', async () => {
    const { body } = await sell('eve').expect(201);
    const { id } = body as { id: string };
    for (const [price, status] of [
      [21, 200],
      [22, 200],
      [23, 429],
    ] as const) {
      await edit('eve', id, price).expect(status);
    }
    await edit('eve', id, 24).expect(429, {
      errors: [
        { message: 'Too many changes of tickets, please try again later', code: 'LIMIT_REACHED' },
      ],
    });
  });
});
