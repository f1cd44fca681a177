import { eventually, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { Cancelled, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService({})));
afterAll(() => service.close());

const order = (user: string, ticketId: string) =>
  request(service.app).post('/api/orders').set('Cookie', signedIn(user)).send({ ticketId });
/** On a busy machine some of many at once are told to ask again. */
const orderUntilAnswered = (user: string, ticketId: string) =>
  eventually(async () => {
    const answer = await order(user, ticketId);
    if (answer.status === 503) throw new Error('it is busy');
    return answer;
  });
const cancel = (user: string, { body }: { body: unknown }) =>
  request(service.app)
    .delete(`/api/orders/${(body as { id: string }).id}`)
    .set('Cookie', signedIn(user))
    .expect(204);
const tickets = async (count: number): Promise<string[]> => {
  const made = await Promise.all(Array.from({ length: count }, () => service.aTicket()));
  return made.map(({ id }) => id);
};

describe('one account', () => {
  it('holds ten tickets of fifty concurrent orders, and the refusal has the end of the first hold', async () => {
    const ids = await tickets(50);

    const answers = await Promise.all(ids.map((id) => orderUntilAnswered('hoarder', id)));

    const open = await request(service.app).get('/api/orders').set('Cookie', signedIn('hoarder'));
    expect(open.body).toHaveLength(10);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(40);
    expect(refused[0]?.body).toEqual({
      errors: [
        { message: 'You hold too many tickets: pay for one or cancel one', code: 'LIMIT_REACHED' },
      ],
    });
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(refused[0]?.headers['retry-after'])).toBeLessThanOrEqual(900);
  });

  it('holds a ticket twice, and not a third time until a window has passed', async () => {
    const [id = '', other = ''] = await tickets(2);
    for (let i = 0; i < 2; i += 1) await cancel('renewer', await order('renewer', id).expect(201));

    const { body, headers } = await order('renewer', id).expect(429);

    expect(body).toEqual({
      errors: [
        {
          message:
            'You have held this ticket too often without paying for it, please try again later',
          code: 'LIMIT_REACHED',
        },
      ],
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
    await order('renewer', other).expect(201);
    await order('somebody else', id).expect(201);
  });

  it('has held a ticket, too, when the hold has run out', async () => {
    const { id: ticketId } = await service.aTicket();
    const overdue = service.another({ holdSeconds: 0 });
    for (let i = 0; i < 2; i += 1) {
      const { id } = await overdue.create({ userId: 'sleeper', ticketId });
      await service.orders.expire(id);
    }

    await order('sleeper', ticketId).expect(429);
  });

  it('is refused only after 401 and after 400', async () => {
    await request(service.app).post('/api/orders').send({}).expect(401);
    await order('hoarder', 'no id').expect(400);
  });

  it('may hold every ticket if limits are off', async () => {
    const lenient = await startService({ LIMITS: 'off' });
    for (let i = 0; i < 12; i += 1) {
      const { id } = await lenient.aTicket();
      await request(lenient.app)
        .post('/api/orders')
        .set('Cookie', signedIn('hoarder'))
        .send({ ticketId: id })
        .expect(201);
    }
    await lenient.close();
  });
});

describe('orders without places, of an older build', () => {
  it('get one each at the start, before the index is built, and can be cancelled', async () => {
    const old = await startService();
    const { store, connection } = old;
    const made = [];
    for (let i = 0; i < 3; i += 1) {
      const { id: ticketId } = await old.aTicket();
      made.push(await old.orders.create({ userId: 'buyer', ticketId }));
    }
    const orders = connection.collection('orders');
    await orders.dropIndex('place_1');
    await orders.updateMany({}, { $unset: { place: '' } });

    await old.reopen();

    for (const { id } of made) expect(await store.find(id)).toMatchObject({ place: id });
    expect(await orders.indexes()).toContainEqual(
      expect.objectContaining({ key: { place: 1 }, unique: true }),
    );
    const [first] = made;
    if (!first) throw new Error('no order');
    await old.orders.cancel(first.id, 'buyer');
    expect((await store.find(first.id))?.status).toBe(Cancelled);
    await old.close();
  });
});
