import { DependencyError, type Id } from '@ticketing-dev/common';
import { idempotentRoute, type IdempotentRoute, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { notIdempotent, startService, type TestService } from '../support/service';

let lastRow = 0;
const anOffer = () => ({ title: `Row ${(lastRow += 1)} of the balcony`, price: 20 });

const countTickets = async ({ store }: TestService): Promise<number> =>
  (await store.query({ order: 'newest first', limit: 1_000 })).length;

const post = ({ app }: TestService, user: string | undefined, key: string, body: object) =>
  request(app)
    .post('/api/tickets')
    .set('Cookie', user === undefined ? '' : signedIn(user))
    .set('Idempotency-Key', key)
    .send(body);

const routeOf = (service: TestService): IdempotentRoute => ({
  post: (...given) => post(service, ...given),
  aBody: () => Promise.resolve(anOffer()),
  count: () => countTickets(service),
  connection: service.connection,
  clock: service.clock,
});

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => jest.restoreAllMocks());

describe('POST /api/tickets with an Idempotency-Key', () => {
  it.each(idempotentRoute)('$title', (each) => each.run(routeOf(service)));

  it('would make two tickets without the middleware', async () => {
    const unguarded = await startService({ LIMITS: 'off' }, { idempotent: notIdempotent });
    const offer = anOffer();

    await post(unguarded, 'seller', 'a', offer).expect(201);
    await post(unguarded, 'seller', 'a', offer).expect(201);

    expect(await countTickets(unguarded)).toBe(2);
    await unguarded.close();
  });

  it('makes one ticket, and one event, if the answer of the database was lost', async () => {
    const offer = anOffer();
    const before = await countTickets(service);
    const insert = service.store.insert.bind(service.store);
    jest.spyOn(service.store, 'insert').mockImplementationOnce(async (...given) => {
      await insert(...given);
      throw new DependencyError('MongoDB');
    });

    await post(service, 'seller', 'lost', offer).expect(503);
    const { body } = await post(service, 'seller', 'lost', offer).expect(201);

    const ticket = body as { id: Id };
    expect(await countTickets(service)).toBe(before + 1);
    expect(await service.eventsOf(ticket.id)).toHaveLength(1);
  });

  it('repeats what the route refused', async () => {
    const cheap = { title: 'Row 1', price: 0.1 };

    await post(service, 'seller', 'cheap', cheap).expect(400);

    await post(service, 'seller', 'cheap', cheap).expect(400).expect('Idempotent-Replayed', 'true');
  });

  it('stores no body that is refused, and no 429', async () => {
    const limited = await startService({ NEW_TICKETS_PER_ACCOUNT: '1' });
    const keys = limited.connection.collection('idempotency_keys');
    await post(limited, 'seller', 'malformed', {}).expect(400);
    expect(await keys.countDocuments()).toBe(0);
    await post(limited, 'seller', 'first', anOffer()).expect(201);

    await post(limited, 'seller', 'second', anOffer()).expect(429);
    await post(limited, 'seller', 'two words', anOffer()).expect(400);

    expect(await keys.countDocuments()).toBe(1);
    await limited.close();
  });
});
