import { randomUUID } from 'node:crypto';

import type { TicketBody } from '@ticketing-dev/common';
import { recordedLog, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { codeOf, openDoor, passOf, sell, type Sold, type TestDoor } from '../support/passes';
import { startService, type TestService } from '../support/service';

const notAuthorized = { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] };
const wrong = (field: string, message: string) => ({
  errors: [{ message, field, code: 'INVALID_REQUEST' }],
});
const details = { eventName: 'Jazz', seat: '12' };
const later = 60_000;

let service: TestService;
let sold: Sold;
let code: string;
let north: TestDoor;
let south: TestDoor;
beforeAll(async () => (service = await startService()));
let events = 0;
beforeEach(async () => {
  events += 1;
  sold = await sell(service, { details: { ...details, eventName: `Jazz ${events}` } });
  code = await codeOf(service, sold);
  north = await openDoor(service, sold.ticket);
  south = await openDoor(service, sold.ticket, { name: 'South gate' });
});
afterAll(() => service.close());

const iso = () => service.clock.now().toISOString();
const passEvents = () => service.passEventsOf(sold.ticket.id);

describe('POST /api/tickets/door/admissions', () => {
  it('admits a signed code, and says which seat it is', async () => {
    const attemptId = randomUUID();

    expect(await north.admits(code, { attemptId })).toEqual({
      attemptId,
      result: 'admitted',
      seatId: sold.ticket.id,
      serial: 1,
      admittedAt: iso(),
      door: 'North gate',
      ticket: { title: 'Row 1', ...details, eventName: `Jazz ${events}` },
    });
    expect((await passEvents()).at(-1)).toEqual({
      subject: 'pass:updated',
      data: {
        id: sold.ticket.id,
        version: 1,
        orderId: sold.order.id,
        serial: 1,
        state: 'admitted',
        admittedAt: iso(),
      },
    });
  });

  it('admits a typed code in any spelling', async () => {
    const { typedCode = '' } = await passOf(service, sold);

    expect(await north.admits(` ${typedCode.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({
      result: 'admitted',
    });
  });

  it('admits a code once, and says then when and where it was used', async () => {
    await north.admits(code);
    const admittedAt = iso();
    service.clock.advance(later);

    const answers = [await south.admits(code), await north.admits(code)];

    expect(answers).toMatchObject(
      answers.map(() => ({ result: 'used', admittedAt, door: 'North gate' })),
    );
    expect(await service.passStore.find(sold.ticket.id)).toMatchObject({ version: 1 });
  });

  it('answers the same attempt the same again', async () => {
    const attemptId = randomUUID();
    const first = await north.admits(code, { attemptId });
    service.clock.advance(later);

    expect(await north.admits(code, { attemptId })).toEqual(first);
    expect(await passEvents()).toHaveLength(2);
  });

  it('admits one of twenty concurrent attempts at two doors', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? north : south).admits(code)),
    );

    expect(answers.filter(({ result }) => result === 'admitted')).toHaveLength(1);
    expect(answers.filter(({ result }) => result === 'used')).toHaveLength(19);
  });

  it('refuses the code of another event, without its seat', async () => {
    const other = await sell(service, { details: { eventName: 'Rock' } });
    const attemptId = randomUUID();

    expect(await north.admits(await codeOf(service, other), { attemptId })).toEqual({
      attemptId,
      result: 'invalid',
    });
  });

  it('refuses the code of another seller’s event of the same name', async () => {
    const theirs = await service.tickets.create('ann', {
      title: 'Row 1',
      priceInCents: 100,
      details: { eventName: `Jazz ${events}` },
    });
    const door = await openDoorOf('ann', theirs.id);

    const { body } = await door.send({ attemptId: randomUUID(), code }).expect(200);

    expect(body).toMatchObject({ result: 'invalid' });
    expect(await passOf(service, sold)).toMatchObject({ state: 'valid' });
  });

  it('refuses the code of a refunded order', async () => {
    await service.passes.revoke(sold.order.id);

    expect(await north.admits(code)).toMatchObject({ result: 'invalid', seatId: sold.ticket.id });
  });

  it('does not know a code that was made up or changed', async () => {
    const [version = '', payload = ''] = code.split('.');
    const made = `${version}.${payload}.${Buffer.alloc(64).toString('base64url')}`;
    const unknown = [made, '0000-0000-0000', 'hello', unknownId, sold.ticket.id];

    for (const each of unknown)
      expect(await north.admits(each)).toMatchObject({ result: 'unknown' });
    expect(await passOf(service, sold)).toMatchObject({ state: 'valid' });
  });

  const badAttempt = 'AttemptId must have 8 to 64 letters, digits and hyphens';
  const badTime = 'OfflineAt must be a date and time with an offset, such as 2030-06-12T20:00:00Z';
  it.each([
    ['no attempt', { attemptId: undefined }, wrong('attemptId', badAttempt)],
    ['a short attempt', { attemptId: '1234567' }, wrong('attemptId', badAttempt)],
    ['an attempt that is no text', { attemptId: { $gt: '' } }, wrong('attemptId', badAttempt)],
    ['no code', { code: undefined }, wrong('code', 'Code is required')],
    ['an empty code', { code: '' }, wrong('code', 'Code is required')],
    [
      'a long code',
      { code: 'x'.repeat(301) },
      wrong('code', 'Code must have at most 300 characters'),
    ],
    ['a time without an offset', { offlineAt: '2026-01-01T12:00' }, wrong('offlineAt', badTime)],
  ])('refuses %s', async (_what, fields, answer) => {
    await north.tries({ attemptId: randomUUID(), code: 'x', ...fields }).expect(400, answer);
  });

  it('is only for the staff of a door', async () => {
    const post = () => request(service.app).post('/api/tickets/door/admissions');
    const body = { attemptId: randomUUID(), code };

    await post().send('{').expect(401, notAuthorized);
    await post().set('Cookie', signedIn('seller')).send(body).expect(401, notAuthorized);
    await request(service.app)
      .delete(`/api/tickets/doors/${north.id}`)
      .set('Cookie', signedIn('seller'))
      .expect(200);
    await north.tries(body).expect(401, notAuthorized);

    expect(await passOf(service, sold)).toMatchObject({ state: 'valid' });
  });

  it('is over when the link expires', async () => {
    const door = await openDoor(service, sold.ticket, { hours: 1 });
    service.clock.advance(60 * later);

    await door.tries({ attemptId: randomUUID(), code }).expect(401, notAuthorized);
  });
});

describe('the log', () => {
  it('has no code and no token, whatever a door tries', async () => {
    const { logger, lines } = recordedLog();
    const logged = await startService({ WRONG_CODES_PER_DOOR: '2' }, { logger });
    const { ticket, order } = await sell(logged);
    const door = await openDoor(logged, ticket);
    const { code: signed, typed } = await codesOf(logged, order.id);
    const wrongCode = typed.replaceAll(/./g, (character) => (character === '0' ? '1' : '0'));

    for (const each of [signed, typed, wrongCode, `${signed}x`])
      await door.tries({ attemptId: randomUUID(), code: each });
    await door.tries({ attemptId: randomUUID(), code: signed }).expect(429);
    await request(logged.app).get('/api/tickets/door').auth(`${door.token}x`, { type: 'bearer' });
    await logged.passes.revoke(order.id);
    await logged.close();

    expect(lines).not.toEqual([]);
    const text = JSON.stringify(lines);
    for (const secret of [signed, typed, typed.replaceAll('-', ''), wrongCode, door.token])
      expect(text).not.toContain(secret);
  });
});

async function codesOf(of: TestService, orderId: Sold['order']['id']) {
  const { code } = await of.passes.show(orderId, 'buyer');
  if (!code) throw new Error('the pass has no code');
  return { code: code.signed, typed: code.typed };
}

/** A door of another seller. */
async function openDoorOf(user: string, ticketId: string) {
  const { body } = await request(service.app)
    .post('/api/tickets/doors')
    .set('Cookie', signedIn(user))
    .send({ ticketId, name: 'Their gate' })
    .expect(201);
  const { token } = body as { token: string };
  const send = (given: object) =>
    request(service.app)
      .post('/api/tickets/door/admissions')
      .auth(token, { type: 'bearer' })
      .send(given);
  return { send };
}

describe('an admission without a connection', () => {
  it('is recorded with the time at which the person went in', async () => {
    const offlineAt = new Date(service.clock.now().getTime() - later).toISOString();

    expect(await north.admits(code, { offlineAt })).toMatchObject({
      result: 'admitted',
      admittedAt: offlineAt,
    });
  });

  it('is recorded as now if the clock of the device is fast', async () => {
    const offlineAt = new Date(service.clock.now().getTime() + later).toISOString();

    expect(await north.admits(code, { offlineAt })).toMatchObject({ admittedAt: iso() });
  });

  describe('when the link is over', () => {
    const week = 7 * 24 * 60 * later;
    const revoke = ({ id }: TestDoor) =>
      request(service.app)
        .delete(`/api/tickets/doors/${id}`)
        .set('Cookie', signedIn('seller'))
        .expect(200);
    const expire = () => {
      service.clock.advance(60 * later);
      return Promise.resolve();
    };

    it.each([
      ['expired', expire],
      ['was revoked', revoke],
    ])('is recorded for a week after it %s', async (_how, end) => {
      const door = await openDoor(service, sold.ticket, { hours: 1 });
      const offlineAt = iso();
      service.clock.advance(1);
      await end(door);
      service.clock.advance(week - 2);

      expect(await door.admits(code, { offlineAt })).toMatchObject({
        result: 'admitted',
        admittedAt: offlineAt,
      });
      service.clock.advance(2);
      await door.tries({ attemptId: randomUUID(), code, offlineAt }).expect(401, notAuthorized);
    });

    it.each([
      ['expired', expire],
      ['was revoked', revoke],
    ])('is not recorded if it was after the link %s, or with a connection', async (_how, end) => {
      const door = await openDoor(service, sold.ticket, { hours: 1 });
      await end(door);
      const attempt = { attemptId: randomUUID(), code };

      await door.tries({ ...attempt, offlineAt: iso() }).expect(401, notAuthorized);
      await door.tries(attempt).expect(401, notAuthorized);

      const path = '/api/tickets/door';
      const bearer = ['Authorization', `Bearer ${door.token}`] as const;
      await request(service.app)
        .get(path)
        .set(...bearer)
        .expect(401, notAuthorized);
      await request(service.app)
        .post(`${path}/list`)
        .set(...bearer)
        .send({})
        .expect(401, notAuthorized);
      expect(await passOf(service, sold)).toMatchObject({ state: 'valid' });
    });

    it('is not recorded after the first end, if there are two', async () => {
      const door = await openDoor(service, sold.ticket, { hours: 1 });
      await expire();
      const offlineAt = iso();
      service.clock.advance(later);
      await revoke(door);

      await door.tries({ attemptId: randomUUID(), code, offlineAt }).expect(401, notAuthorized);
    });
  });

  it('is a conflict if the pass was used before, once for each attempt', async () => {
    await north.admits(code);
    const [first, second] = [randomUUID(), randomUUID()];
    const offlineAt = new Date(service.clock.now().getTime() - 1_000).toISOString();

    const answers = [
      await south.admits(code, { attemptId: first, offlineAt }),
      await south.admits(code, { attemptId: first, offlineAt }),
      await south.admits(code, { attemptId: second, offlineAt }),
      await south.admits(code),
    ];

    expect(answers.map(({ result }) => result)).toEqual(answers.map(() => 'used'));
    expect((await service.passStore.find(sold.ticket.id))?.conflicts).toEqual(
      [first, second].map((attemptId) => ({
        attemptId,
        doorId: south.id,
        door: 'South gate',
        at: new Date(offlineAt),
      })),
    );
  });

  it('is no conflict if it is the attempt that was admitted', async () => {
    const attemptId = randomUUID();
    const offlineAt = iso();
    await north.admits(code, { attemptId, offlineAt });

    expect(await north.admits(code, { attemptId, offlineAt })).toMatchObject({
      result: 'admitted',
    });
    expect(await service.passStore.find(sold.ticket.id)).not.toHaveProperty('conflicts');
  });

  it('stops recording conflicts after fifty', async () => {
    await north.admits(code);
    const offlineAt = iso();

    for (let i = 0; i < 51; i += 1) await south.admits(code, { offlineAt });

    expect((await service.passStore.find(sold.ticket.id))?.conflicts).toHaveLength(50);
  });

  it('and its conflicts are in the seller’s list', async () => {
    await north.admits(code);
    const offlineAt = iso();
    await south.admits(code, { offlineAt });

    const { body } = await request(service.app)
      .get('/api/tickets/mine?limit=1')
      .set('Cookie', signedIn('seller'))
      .expect(200);

    expect((body as TicketBody[])[0]).toMatchObject({
      id: sold.ticket.id,
      sold: true,
      admittedAt: iso(),
      admittedDoor: 'North gate',
      conflicts: [{ door: 'South gate', at: offlineAt }],
    });
  });
});
