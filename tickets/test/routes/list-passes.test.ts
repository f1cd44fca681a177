import type { DoorListBody } from '@ticketing-dev/common';
import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { readCode } from '../../src/domain/codes';
import { codeOf, openDoor, sell } from '../support/passes';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const notAuthorized = { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] };

describe('POST /api/tickets/door/list', () => {
  it('lists the passes of the event with what a door needs without a connection', async () => {
    const details = { eventName: 'Jazz' };
    const used = await sell(service, { details });
    const valid = await sell(service, { details, title: 'Row 2' });
    const refunded = await sell(service, { details });
    await sell(service, { details: { eventName: 'Rock' } });
    await service.passes.revoke(refunded.order.id);
    const door = await openDoor(service, valid.ticket);
    await door.admits(await codeOf(service, used));

    const { passes, ...rest } = await door.list();

    const seats = [used, valid, refunded].map(({ ticket }) => ticket.id);
    expect(rest).toEqual({ listedAt: service.clock.now().toISOString() });
    expect(passes.map(({ seatId, state }) => [seatId, state])).toEqual([
      [seats[0], 'admitted'],
      [seats[1], 'valid'],
      [seats[2], 'revoked'],
    ]);
    const known = await service.keys();
    const code = readCode(await codeOf(service, valid), (id) => known.find(id));
    expect(passes[1]).toEqual({
      seatId: seats[1],
      serial: 1,
      state: 'valid',
      typedHash: code?.typedHash,
      ticket: { title: 'Row 2', eventName: 'Jazz' },
    });
  });

  it('has marked each valid pass, by a write of its own, and only once', async () => {
    const sold = await sell(service, { details: { eventName: 'Folk' } });
    const door = await openDoor(service, sold.ticket);

    await door.list();
    await Promise.all([door.list(), door.list()]);

    expect(await service.passStore.find(sold.ticket.id)).toMatchObject({
      listed: true,
      version: 1,
    });
    expect(await service.passEventsOf(sold.ticket.id)).toHaveLength(2);
  });

  it('marks no pass that can never be sold again', async () => {
    const sold = await sell(service, { details: { eventName: 'Soul' } });
    await service.passes.revoke(sold.order.id);
    const door = await openDoor(service, sold.ticket);

    await door.list();

    expect(await service.passStore.find(sold.ticket.id)).not.toHaveProperty('listed');
  });

  it('has the passes of a large event in parts, each once', async () => {
    const first = await sell(service, { details: { eventName: 'Opera' } });
    const pass = await service.passStore.find(first.ticket.id);
    if (!pass) throw new Error('no pass');
    for (let i = 0; i < 200; i += 1) {
      const id = service.passStore.nextId();
      await service.passStore.insert({ ...pass, id, version: 0, typedHash: `hash ${i}` });
    }
    const door = await openDoor(service, first.ticket);

    const parts: DoorListBody[] = [await door.list()];
    for (let next = parts[0]?.next; next !== undefined; next = parts.at(-1)?.next)
      parts.push(await door.list({ after: next.toUpperCase() }));

    expect(parts.map(({ passes }) => passes.length)).toEqual([200, 1]);
    const seats = parts.flatMap(({ passes }) => passes.map(({ seatId }) => seatId));
    expect(new Set(seats).size).toBe(201);
    expect(await door.state()).toMatchObject({ sold: 201, admitted: 0 });
  });

  it('takes no body, and a list, for a body without fields', async () => {
    const sold = await sell(service, { details: { eventName: 'Blues' } });
    const { token } = await openDoor(service, sold.ticket);
    const post = () =>
      request(service.app).post('/api/tickets/door/list').auth(token, { type: 'bearer' });

    await post().expect(200);
    await post().send([]).expect(200);
  });

  it('refuses a bad body, and everybody but the staff of a door', async () => {
    const sold = await sell(service, { details: { eventName: 'Punk' } });
    const door = await openDoor(service, sold.ticket);
    const post = () => request(service.app).post('/api/tickets/door/list');

    await post()
      .auth(door.token, { type: 'bearer' })
      .send({ after: 'x' })
      .expect(400, {
        errors: [
          { message: 'After must be the id of a seat', field: 'after', code: 'INVALID_REQUEST' },
        ],
      });
    await post().send('{').expect(401, notAuthorized);
    await post().set('Cookie', signedIn('seller')).expect(401, notAuthorized);
  });
});
