import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Ticket } from '../../src/domain/ticket';
import { badDetails } from '../support/bad-details';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const offer = { title: 'Jazz at the Harbour', price: 19.99 };
const typed = {
  eventName: ' Jazz at the\nHarbour ',
  startsAt: '2030-06-12T20:00:00+02:00',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  city: 'Hamburg',
  section: 'Balcony',
  row: '4',
  seat: '12',
  description: 'At the aisle',
  faceValue: '25.5',
};
const kept = {
  ...typed,
  eventName: 'Jazz at the Harbour',
  startsAt: '2030-06-12T18:00:00.000Z',
  faceValue: 25.5,
};

/** Another one for each test, because nobody can offer one seat twice. */
let seller = '';
let sellers = 0;

const send = (method: 'post' | 'put', path: string, body: object) =>
  request(service.app)[method](path).set('Cookie', signedIn(seller)).send(body);
const post = (details: object) => send('post', '/api/tickets', { ...offer, ...details });
const put = (id: string, details: object) =>
  send('put', `/api/tickets/${id}`, { ...offer, ...details });

describe('the event and the seat of a ticket', () => {
  let id: Ticket['id'];
  beforeEach(async () => {
    seller = `seller-${(sellers += 1)}`;
    id = ((await post(typed).expect(201)).body as Ticket).id;
  });

  it('are kept, shown, listed and published', async () => {
    const { body: shown } = await request(service.app).get(`/api/tickets/${id}`).expect(200);
    const { body: list } = await request(service.app).get('/api/tickets?limit=1').expect(200);

    expect(shown).toEqual({ id, version: 0, userId: seller, ...offer, ...kept });
    expect(list).toEqual([shown]);
    expect(await service.eventsOf(id)).toEqual([{ subject: 'ticket:created', data: shown }]);
  });

  it('stay if a change does not name them', async () => {
    const { body } = await put(id, { title: 'Jazz, row 4' }).expect(200);

    expect(body).toEqual({
      id,
      version: 1,
      userId: seller,
      ...offer,
      ...kept,
      title: 'Jazz, row 4',
    });
  });

  it('change one by one, and null or blank text removes them', async () => {
    await put(id, { seat: '13', row: null, section: ' ', faceValue: null }).expect(200);

    const { row: _row, section: _section, faceValue: _faceValue, ...others } = kept;
    const { body } = await request(service.app).get(`/api/tickets/${id}`).expect(200);
    const now = { id, version: 1, userId: seller, ...offer, ...others, seat: '13' };
    expect(body).toEqual(now);
    expect((await service.eventsOf(id))[1]).toEqual({ subject: 'ticket:updated', data: now });
  });

  it('are gone when all are removed', async () => {
    const none = Object.fromEntries(Object.keys(typed).map((name) => [name, null]));

    const { body } = await put(id, none).expect(200);

    expect(body).toEqual({ id, version: 1, userId: seller, ...offer });
    expect(await service.store.find(id)).not.toHaveProperty('details');
  });

  it('make no new version if they are the same', async () => {
    const { body } = await put(id, typed).expect(200);

    expect(body).toMatchObject({ version: 0 });
  });

  it('keep start and time zone together', async () => {
    const message = 'Start and time zone must be given together';

    const { body } = await put(id, { timeZone: null }).expect(400);

    expect(body).toEqual({ errors: [{ message, field: 'timeZone', code: 'INVALID_REQUEST' }] });
    await put(id, { startsAt: null, timeZone: null }).expect(200);
  });

  it.each(badDetails)('refuse a wrong %s: %j', async (field, details, message) => {
    const errors = [{ message, field, code: 'INVALID_REQUEST' }];
    const { seat: _seat, ...others } = typed;

    await post(details).expect(400, { errors });
    if (!message.includes('together'))
      await put(id, { ...others, ...details }).expect(400, { errors });
  });
});

it('leaves a ticket without them as it was before there were any', async () => {
  const { body } = await post({ eventName: null, row: '' }).expect(201);

  expect(body).toEqual({ id: (body as Ticket).id, version: 0, userId: seller, ...offer });
});
