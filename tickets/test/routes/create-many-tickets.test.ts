import { DependencyError } from '@ticketing-dev/common';
import { anId, eventually, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { lineId } from '../../src/domain/line-id';
import { notIdempotent, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

interface Result {
  readonly line: number;
  readonly id?: string;
  readonly errors?: readonly object[];
}

const post = (user: string, tickets: unknown, key?: string, { app }: TestService = service) =>
  request(app)
    .post('/api/tickets/bulk')
    .set('Cookie', signedIn(user))
    .set(key === undefined ? {} : { 'Idempotency-Key': key })
    .send({ tickets });

const realExceptTimeouts = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
] as const;

const resultsOf = ({ body }: { body: unknown }) => (body as { results: readonly Result[] }).results;

const seat = (number: number, row = '1') => ({
  title: `Row ${row}, seat ${number}`,
  price: '19.99',
  eventName: 'Jazz',
  startsAt: '2030-06-12T20:00:00Z',
  timeZone: 'UTC',
  row,
  seat: String(number),
});
const seats = (count: number, row?: string) =>
  Array.from({ length: count }, (_, index) => seat(index + 1, row));

const soldBy = async (user: string, { store }: TestService = service) =>
  store.query({ where: { userId: user }, order: 'oldest first', limit: 1_000 });

const invalid = (message: string, field: string) => ({ message, field, code: 'INVALID_REQUEST' });

describe('POST /api/tickets/bulk', () => {
  it('puts each line on sale, with its own event', async () => {
    const results = resultsOf(await post('ann', seats(3)).expect(200));

    const tickets = await soldBy('ann');
    expect(tickets.map(({ title }) => title).sort()).toEqual(
      [1, 2, 3].map((each) => `Row 1, seat ${each}`),
    );
    for (const { line, id = '' } of results) {
      const ticket = await service.store.find(anId(id));
      expect(ticket).toMatchObject({ version: 0, priceInCents: 1_999, details: { row: '1' } });
      expect(ticket?.title).toBe(`Row 1, seat ${line}`);
      expect(await service.eventsOf(anId(id))).toMatchObject([
        { subject: 'ticket:created', data: { id, seat: String(line) } },
      ]);
    }
  });

  it('reports line by line what is wrong, and makes the other lines', async () => {
    const lines = [
      seat(1),
      { ...seat(2), title: ' ', price: 'ten', startsAt: 'tomorrow' },
      { ...seat(3), price: 0.49 },
      { ...seat(4), timeZone: undefined },
      null,
      ['no ticket'],
      seat(7),
    ];

    const results = resultsOf(await post('bob', lines).expect(200));

    expect(results.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(results.map(({ errors }) => errors)).toEqual([
      undefined,
      [
        invalid('Title is required', 'title'),
        invalid('Price must be greater than 0', 'price'),
        invalid(
          'Start must be a date and time with an offset, such as 2030-06-12T20:00:00+02:00',
          'startsAt',
        ),
      ],
      [invalid('Price must be at least 0.50', 'price')],
      [invalid('Start and time zone must be given together', 'timeZone')],
      [invalid('Title is required', 'title'), invalid('Price must be greater than 0', 'price')],
      [invalid('Title is required', 'title'), invalid('Price must be greater than 0', 'price')],
      undefined,
    ]);
    expect(await soldBy('bob')).toHaveLength(2);
  });

  it('refuses a seat that is on sale already, also in another line', async () => {
    await post('cid', seats(1)).expect(200);

    const results = resultsOf(await post('cid', [seat(1), seat(2), seat(2)]).expect(200));

    const taken = { message: 'You have put this seat on sale already', code: 'SEAT_ON_SALE' };
    expect(results[0]?.errors).toEqual([taken]);
    expect(results.filter(({ id }) => id !== undefined)).toHaveLength(1);
    expect(await soldBy('cid')).toHaveLength(2);
  });

  it('accepts 500 lines, in a body of more than 100 kB', async () => {
    const lines = seats(500).map((each) => ({ ...each, description: 'x'.repeat(300) }));

    const results = resultsOf(await post('dan', lines).expect(200));

    expect(results.filter(({ id }) => id !== undefined)).toHaveLength(500);
  });

  /** The seconds pass at the first insert. Other timers, of which the database has many, stay real. */
  const takingSeconds = (seconds: number) => {
    jest.useFakeTimers({ doNotFake: [...realExceptTimeouts] });
    const insert = service.store.insert.bind(service.store);
    jest.spyOn(service.store, 'insert').mockImplementationOnce(async (...given) => {
      jest.advanceTimersByTime(seconds * 1_000);
      await insert(...given);
    });
  };

  it('may take longer than other routes', async () => {
    takingSeconds(14);

    await post('slow', seats(3)).expect(200);
  });

  it('has a deadline, too', async () => {
    takingSeconds(16);

    await post('slower', seats(3)).expect(503);
  });

  it.each([
    ['no list', undefined],
    ['an empty list', []],
    ['501 lines', seats(501)],
    ['a text', 'tickets'],
  ])('refuses %s', async (_what, tickets) => {
    await post('eve', tickets).expect(400, {
      errors: [invalid('Tickets must be a list of 1 to 500 tickets', 'tickets')],
    });
  });

  it('refuses a body of more than 1 MB', async () => {
    await post('eve', ['x'.repeat(1_100_000)]).expect(413);
  });

  it('refuses a request without a session', async () => {
    await request(service.app)
      .post('/api/tickets/bulk')
      .send({ tickets: seats(1) })
      .expect(401);
  });

  it('names its own methods only', async () => {
    await request(service.app).options('/api/tickets/bulk').expect('Allow', 'POST').expect(200);
  });

  it('counts as one new ticket', async () => {
    const limited = await startService({ NEW_TICKETS_PER_ACCOUNT: '2' });

    await post('ann', seats(5, 'a'), undefined, limited).expect(200);
    await post('ann', seats(5, 'b'), undefined, limited).expect(200);
    await post('ann', seats(5, 'c'), undefined, limited).expect(429);

    expect(await soldBy('ann', limited)).toHaveLength(10);
    await limited.close();
  });
});

describe('POST /api/tickets/bulk with an Idempotency-Key', () => {
  /** Tickets without a seat: nothing but the key tells that they are the same. */
  const plain = (count: number) => seats(count).map(({ title, price }) => ({ title, price }));

  it('makes each line once, and repeats its answer', async () => {
    const first = await post('key', plain(3), 'a').expect(200);
    const second = await post('key', plain(3), 'a').expect(200);

    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await soldBy('key')).toHaveLength(3);
  });

  it('would make each line twice without the middleware', async () => {
    const unguarded = await startService({ LIMITS: 'off' }, { idempotent: notIdempotent });

    await post('ann', plain(3), 'a', unguarded).expect(200);
    await post('ann', plain(3), 'a', unguarded).expect(200);

    expect(await soldBy('ann', unguarded)).toHaveLength(6);
    await unguarded.close();
  });

  it('makes the missing lines, if the database was lost in the middle', async () => {
    const insert = service.store.insert.bind(service.store);
    let left = 14;
    jest.spyOn(service.store, 'insert').mockImplementation(async (...given) => {
      left -= 1;
      // The answer of the last insert is lost, too.
      if (left >= 0) await insert(...given);
      if (left <= 0) throw new DependencyError('MongoDB');
    });
    await post('half', plain(25), 'half').expect(503);
    jest.restoreAllMocks();
    // The answer is sent while the last insert may still be under way.
    await eventually(async () => expect(await soldBy('half')).toHaveLength(14));
    const inserts = jest.spyOn(service.store, 'insert');

    const results = resultsOf(await post('half', plain(25), 'half').expect(200));

    const tickets = await soldBy('half');
    expect(tickets).toHaveLength(25);
    expect(results.map(({ id }) => id)).toEqual(tickets.map(({ id }) => id));
    for (const { id } of tickets) expect(await service.eventsOf(id)).toHaveLength(1);
    // An insert that is refused costs more than a look.
    expect(inserts).toHaveBeenCalledTimes(11);
  });

  it('keeps a correction apart, because it has a key of its own', async () => {
    const [one, wrong] = [...plain(1), { title: 'Row 9' }];
    await post('mend', [one, wrong], 'first').expect(200);

    await post('mend', [{ ...wrong, price: 5 }], 'second').expect(200);

    const titles = (await soldBy('mend')).map(({ title }) => title);
    // The ids of two requests within one second are in no order.
    expect(titles.sort()).toEqual(['Row 1, seat 1', 'Row 9']);
  });
});

describe('the id of a line', () => {
  const id = anId('65a0000000000000000000aa');

  it('is the same each time, and another for each line and each request', () => {
    const lines = Array.from({ length: 500 }, (_, index) => lineId(id, index + 1));
    const others = lines.map((_, index) => lineId(anId('65a0000000000000000000ab'), index + 1));

    expect(lines[6]).toBe(lineId(id, 7));
    expect(new Set([...lines, ...others]).size).toBe(1_000);
    expect([...lines].sort()).toEqual(lines);
  });
});
