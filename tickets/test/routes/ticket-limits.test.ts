import { DependencyError } from '@ticketing-dev/common';
import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { codeOf, openDoor, postDoor, sell as soldTicket, type Sold } from '../support/passes';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startService({
    NEW_TICKETS_PER_ACCOUNT: '3',
    TICKET_EDITS_PER_ACCOUNT: '2',
    DOORS_PER_ACCOUNT: '10',
    WRONG_CODES_PER_DOOR: '3',
  });
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

  it('makes as many doors in an hour as the limit allows', async () => {
    const ticket = await service.tickets.create('ida', { title: 'Row 1', priceInCents: 100 });
    const make = () => postDoor(service, { ticketId: ticket.id, name: 'North gate' }, 'ida');
    for (let i = 0; i < 10; i += 1) await make().expect(201);

    await postDoor(service, {}, 'ida').expect(400);
    await make().expect(429, {
      errors: [{ message: 'Too many new doors, please try again later', code: 'LIMIT_REACHED' }],
    });
  });
});

describe('a door', () => {
  const attemptId = 'attempt-1';
  let sold: Sold;
  beforeEach(async () => (sold = await soldTicket(service)));

  it('is refused after as many wrong codes as the limit allows, whatever it tries then', async () => {
    const door = await openDoor(service, sold.ticket);
    for (let i = 0; i < 3; i += 1) await door.admits('0000-0000-0000');

    const { body, headers } = await door
      .tries({ attemptId, code: await codeOf(service, sold) })
      .expect(429);

    expect(body).toEqual({
      errors: [
        {
          message: 'Too many wrong codes at this door, please try again later',
          code: 'LIMIT_REACHED',
        },
      ],
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(500);
    await door.tries({}).expect(400);
  });

  it('has a count of its own', async () => {
    const [first, second] = [
      await openDoor(service, sold.ticket),
      await openDoor(service, sold.ticket),
    ];
    for (let i = 0; i < 3; i += 1) await first.admits('0000-0000-0000');

    expect(await second.admits(await codeOf(service, sold))).toMatchObject({ result: 'admitted' });
  });

  it('is not refused for right codes, however many it shows', async () => {
    const door = await openDoor(service, sold.ticket);
    const code = await codeOf(service, sold);

    for (let i = 0; i < 6; i += 1) expect((await door.admits(code)).result).not.toBe('invalid');
  });

  it('is not refused for right codes while the database is away', async () => {
    const door = await openDoor(service, sold.ticket);
    const code = await codeOf(service, sold);
    const find = jest.spyOn(service.passStore, 'find');
    find.mockRejectedValue(new DependencyError('MongoDB'));
    for (let i = 0; i < 5; i += 1) await door.tries({ attemptId, code }).expect(503);
    find.mockRestore();

    expect(await door.admits(code)).toMatchObject({ result: 'admitted' });
  });

  it('cannot try more wrong codes concurrently', async () => {
    const door = await openDoor(service, sold.ticket);

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => door.tries({ attemptId, code: '0000-0000-0000' })),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });
});
