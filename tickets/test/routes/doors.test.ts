import type { DoorBody, NewDoorBody } from '@ticketing-dev/common';
import { signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Ticket } from '../../src/domain/ticket';
import { openDoor, postDoor, sell } from '../support/passes';
import { startService, type TestService } from '../support/service';

const hour = 60 * 60 * 1_000;
const details = {
  eventName: 'Jazz',
  startsAt: '2030-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
};
const notAuthorized = { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] };
const notFound = { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] };
const wrong = (field: string, message: string) => ({
  errors: [{ message, field, code: 'INVALID_REQUEST' }],
});

let service: TestService;
let ticket: Ticket;
beforeAll(async () => {
  service = await startService();
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 100, details });
});
afterAll(() => service.close());

const post = (fields: object = {}, user = 'seller') =>
  postDoor(service, { ticketId: ticket.id, name: 'North gate', ...fields }, user);
const list = (user: string, query = '') =>
  request(service.app).get(`/api/tickets/doors${query}`).set('Cookie', signedIn(user));
const revoke = (id: string, user = 'seller') =>
  request(service.app).delete(`/api/tickets/doors/${id}`).set('Cookie', signedIn(user));
const state = (token: string) =>
  request(service.app).get('/api/tickets/door').set('Authorization', `Bearer ${token}`);

describe('POST /api/tickets/doors', () => {
  it('makes a door for the event of the ticket, with a token', async () => {
    const { body } = await post().expect(201).expect('Cache-Control', 'no-store');

    const { id, token, ...door } = body as NewDoorBody;
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(door).toEqual({
      name: 'North gate',
      ...details,
      expiresAt: new Date(service.clock.now().getTime() + 24 * hour).toISOString(),
    });
  });

  it('stores the token only as a hash', async () => {
    const { body } = await post().expect(201);

    const stored = await service.connection.collection('doors').find().toArray();

    expect(JSON.stringify(stored)).not.toContain((body as NewDoorBody).token);
  });

  it('names the event by the title of a ticket that names none', async () => {
    const plain = await service.tickets.create('seller', { title: 'Row 9', priceInCents: 100 });

    const { body } = await post({ ticketId: plain.id.toUpperCase(), hours: 2 }).expect(201);

    expect(body).toMatchObject({
      eventName: 'Row 9',
      expiresAt: new Date(service.clock.now().getTime() + 2 * hour).toISOString(),
    });
    expect(body).not.toHaveProperty('startsAt');
  });

  const badTicket = 'TicketId must be provided';
  const badName = 'Name must be text of 1 to 60 characters';
  const badHours = 'Hours must be a whole number from 1 to 336';
  it.each([
    ['no ticket', { ticketId: undefined }, wrong('ticketId', badTicket)],
    ['a malformed ticket', { ticketId: { $gt: '' } }, wrong('ticketId', badTicket)],
    ['no name', { name: undefined }, wrong('name', badName)],
    ['a blank name', { name: ' \u200b ' }, wrong('name', badName)],
    ['a long name', { name: 'x'.repeat(61) }, wrong('name', badName)],
    [
      'a card number',
      { name: '4242 4242 4242 4242' },
      wrong('name', 'Name must not contain a card number'),
    ],
    ['no hours', { hours: 0 }, wrong('hours', badHours)],
    ['too many hours', { hours: 337 }, wrong('hours', badHours)],
    ['half an hour', { hours: 0.5 }, wrong('hours', badHours)],
    ['hours as text', { hours: '5' }, wrong('hours', badHours)],
  ])('refuses %s', async (_what, fields, answer) => {
    await post(fields).expect(400, answer);
  });

  it('is only for the seller of the ticket', async () => {
    await request(service.app).post('/api/tickets/doors').send('{').expect(401, notAuthorized);
    await post({}, 'buyer').expect(401, notAuthorized);
    await post({ ticketId: unknownId }).expect(404, notFound);
  });
});

describe('GET /api/tickets/doors', () => {
  it('lists the own doors without their tokens, newest first, in pages', async () => {
    const sold = await service.tickets.create('ann', { title: 'Row 1', priceInCents: 100 });
    for (const name of ['1', '2', '3']) await post({ ticketId: sold.id, name }, 'ann').expect(201);

    const first = await list('ann', '?limit=2').expect(200);
    const [, next = ''] =
      /^<\/api\/tickets\/doors(.*)>; rel="next"$/.exec(first.headers.link ?? '') ?? [];
    const second = await list('ann', next).expect(200);

    const names = [first, second].map(({ body }) => (body as DoorBody[]).map(({ name }) => name));
    expect(names).toEqual([['3', '2'], ['1']]);
    expect(JSON.stringify([first.body, second.body])).not.toContain('token');
    await list('nobody').expect(200, []);
  });

  it('refuses a request without a session, and a bad query', async () => {
    await request(service.app).get('/api/tickets/doors').expect(401, notAuthorized);
    await list('ann', '?limit=0').expect(400);
  });
});

describe('DELETE /api/tickets/doors/:id', () => {
  it('revokes the link, however often', async () => {
    const { id, token } = await openDoor(service, ticket);
    await state(token).expect(200);
    const revokedAt = service.clock.now().toISOString();

    const { body } = await revoke(id).expect(200);
    service.clock.advance(1_000);
    await revoke(id.toUpperCase()).expect(200, body as object);

    expect(body).toMatchObject({ id, revokedAt });
    expect(body).not.toHaveProperty('token');
    await state(token).expect(401, notAuthorized);
  });

  it('is only for the seller of the door', async () => {
    const { id, token } = await openDoor(service, ticket);

    await request(service.app).delete(`/api/tickets/doors/${id}`).expect(401, notAuthorized);
    await revoke(id, 'buyer').expect(401, notAuthorized);
    await revoke(unknownId).expect(404, notFound);
    await revoke('door').expect(404, notFound);

    await state(token).expect(200);
  });
});

describe('GET /api/tickets/door', () => {
  it('shows the staff their door, and how many are in', async () => {
    const details = { eventName: 'Folk' };
    const [first] = [await sell(service, { details }), await sell(service, { details })];
    await sell(service, { details: { eventName: 'Rock' } });
    const refunded = await sell(service, { details });
    await service.passes.revoke(refunded.order.id);
    const door = await openDoor(service, first.ticket);
    const { token: _token, tries: _tries, admits: _admits, list: _list, ...shown } = door;
    const code = (await service.passes.show(first.order.id, 'buyer')).code?.typed ?? '';

    await door.admits(code);

    expect(await door.state()).toEqual({
      ...JSON.parse(JSON.stringify(shown)),
      sold: 2,
      admitted: 1,
    });
  });

  it('is not there for a link that is unknown, malformed, expired or revoked', async () => {
    const { token } = await openDoor(service, ticket, { hours: 1 });
    const get = () => request(service.app).get('/api/tickets/door');
    await state(token).expect(200);

    await get().expect(401, notAuthorized);
    await get().set('Cookie', signedIn('seller')).expect(401, notAuthorized);
    await get().set('Authorization', token).expect(401, notAuthorized);
    await get().set('Authorization', `Basic ${token}`).expect(401, notAuthorized);
    for (const other of [token.slice(1), `${token}x`, 'x'.repeat(43), token.toLowerCase()])
      await state(other).expect(401, notAuthorized);
    service.clock.advance(hour - 1);
    await state(token).expect(200);
    service.clock.advance(1);
    await state(token).expect(401, notAuthorized);
  });

  it('names its own methods only', async () => {
    const options = (path: string) => request(service.app).options(path).expect(200);

    await options('/api/tickets/door').expect('Allow', 'GET, HEAD');
    await options('/api/tickets/doors').expect('Allow', 'GET, HEAD, POST');
    await options('/api/tickets/passes/keys').expect('Allow', 'GET, HEAD');
  });
});
