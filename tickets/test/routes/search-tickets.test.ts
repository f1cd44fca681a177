// cspell:ignore nihgt Aïda

import type { EventBody, TicketBody } from '@ticketing-dev/common';
import { deliver, eventually } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { createApp } from '../../src/app';
import { createTicketSearch } from '../../src/domain/search/ticket-search';
import type { Ticket } from '../../src/domain/ticket';
import { anOrder, liveOn, startService, type TestService } from '../support/service';

const berlin = { timeZone: 'Europe/Berlin', city: 'Berlin' };
const jazz = { ...berlin, eventName: 'Jazz Night', startsAt: '2090-06-15T18:00:00.000Z' };
const opera = { ...berlin, eventName: 'Aïda', startsAt: '2090-06-14T18:00:00.000Z' };

let service: TestService;
let reserved: Ticket;
const get = (path: string, { app }: Pick<TestService, 'app'> = service) => request(app).get(path);
const titles = async (query: string, of?: Pick<TestService, 'app'>) => {
  const { body } = await get(`/api/tickets?${query}`, of).expect(200);
  return (body as TicketBody[]).map(({ title }) => title);
};
const sell = (title: string, priceInCents: number, details: object, seller = 'ann') =>
  service.tickets.create(seller, { title, priceInCents, details });

beforeAll(async () => {
  service = await startService();
  await sell('Jazz, row 1', 2_700, jazz);
  await sell('Jazz, row 2', 2_500, jazz, 'bob');
  reserved = await sell('Jazz, row 3', 1_000, jazz);
  await sell('Aida, row 1', 9_000, opera);
  await sell('Comedy', 1_500, {});
  await deliver(service.hear.created, anOrder(reserved));
  await eventually(async () => expect(await titles('sort=price')).toHaveLength(4));
});
afterAll(() => service.close());

describe('GET /api/tickets with a search', () => {
  it.each([
    ['q=jazz&sort=price', ['Jazz, row 2', 'Jazz, row 1']],
    ['q=aida', ['Aida, row 1']],
    ['q=jaz+nihgt&sort=newest', ['Jazz, row 2', 'Jazz, row 1']],
    ['place=berl&maxPrice=26', ['Jazz, row 2']],
    ['from=2090-06-15&to=2090-06-15', ['Jazz, row 2', 'Jazz, row 1']],
    [
      'sort=soonest&minPrice=15&maxPrice=90',
      ['Aida, row 1', 'Jazz, row 1', 'Jazz, row 2', 'Comedy'],
    ],
    ['q=&from=&sort=price&limit=1', ['Comedy']],
    ['q=nothing+of+the+kind', []],
  ])('%s', async (query, expected) => {
    const found = await titles(query);

    expect(found.toSorted()).toEqual(expected.toSorted());
    if (query.includes('sort=price')) expect(found).toEqual(expected);
  });

  it.each(['sort=soonest', 'sort=newest', 'sort=price', 'q=row'])(
    'links through all pages of %s',
    async (query) => {
      const whole = await titles(query);
      const pages: string[] = [];
      let path: string | undefined = `/api/tickets?${query}&limit=1`;
      while (path !== undefined && pages.length < 9) {
        const page: request.Response = await get(path).expect(200);
        pages.push(...(page.body as TicketBody[]).map(({ title }) => title));
        path = /^<(.*)>; rel="next"$/.exec(page.headers['link'] ?? '')?.[1];
      }

      expect(whole.length).toBeGreaterThan(2);
      expect(pages).toEqual(whole);
    },
  );

  it.each([
    ['q=a&q=b', 'q', 'q must be text of at most 200 characters'],
    [
      'from=2090-02-30',
      'from',
      'from must be a date, such as 2030-06-12, or a date and time with an offset',
    ],
    [
      'to=tomorrow',
      'to',
      'to must be a date, such as 2030-06-12, or a date and time with an offset',
    ],
    [`place=${'x'.repeat(201)}`, 'place', 'place must be text of at most 200 characters'],
    ['minPrice=-1', 'minPrice', 'minPrice must be an amount of dollars, such as 20 or 19.99'],
    ['maxPrice=1.999', 'maxPrice', 'maxPrice must be an amount of dollars, such as 20 or 19.99'],
    ['sort=best', 'sort', 'sort must be relevance, soonest, newest or price'],
    ['event=x', 'event', 'event must be the key of an event'],
    ['q=jazz&limit=0', 'limit', 'limit must be a whole number from 1 to 100'],
    ['q=jazz&after=x', 'after', 'after must come from the Link of a page with the same sort'],
  ])('refuses ?%s', async (query, field, message) => {
    const refusal = { errors: [{ message, field, code: 'INVALID_REQUEST' }] };
    await get(`/api/tickets?${query}`).expect(400, refusal);
    await get(`/api/tickets/events?${query}`).expect(400, refusal);
  });

  it.each([
    'q=__proto__+constructor+toString',
    'q=%00%ff%ed%a0%80',
    'q=%F0%9F%8E%B8+%E6%9D%B1%E4%BA%AC',
    `q=${'a '.repeat(100)}`,
    'q=%E2%80%8B',
    'place=%5B.*',
    'from=9999-12-31&to=0001-01-01',
    'from=-000001-01-01',
    'minPrice=999999.99&maxPrice=0',
    'sort=relevance',
    'q[]=jazz',
    'q[$ne]=jazz',
    'event=______________________',
    'q=jazz&after=W10',
    `sort=price&after=${Buffer.from('["price",1e999,0,""]').toString('base64url')}`,
  ])('answers ?%s', async (query) => {
    for (const path of ['/api/tickets', '/api/tickets/events']) {
      const { status } = await get(`${path}?${query}`);

      expect([200, 400]).toContain(status);
    }
  });

  it('says all that is wrong', async () => {
    const { body } = await get('/api/tickets?sort=best&minPrice=x&limit=0').expect(400);

    expect(body).toMatchObject({
      errors: [{ field: 'limit' }, { field: 'minPrice' }, { field: 'sort' }],
    });
  });
});

describe('GET /api/tickets/events', () => {
  it('lists tickets of all sellers together, soonest first', async () => {
    const { body } = await get('/api/tickets/events').expect(200);

    expect(body).toMatchObject([
      { eventName: 'Aïda', lowestPrice: 90, count: 1 },
      { eventName: 'Jazz Night', city: 'Berlin', lowestPrice: 25, count: 2 },
      { eventName: 'Comedy', lowestPrice: 15, count: 1 },
    ]);
  });

  it('leads to the tickets of an event', async () => {
    const { body } = await get('/api/tickets/events?q=jazz').expect(200);
    const [{ key }] = body as [EventBody];

    expect(await titles(`event=${key}&sort=price`)).toEqual(['Jazz, row 2', 'Jazz, row 1']);
  });

  it('links to the next page', async () => {
    const first = await get('/api/tickets/events?limit=2').expect(200);
    const next = /^<(.*)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';

    const { body } = await get(next).expect(200);

    expect(body).toMatchObject([{ eventName: 'Comedy' }]);
  });

  it('names its methods', async () => {
    await request(service.app).options('/api/tickets/events').expect('Allow', 'GET, HEAD');
  });
});

/** Another instance on the same database. */
function anotherInstance(isConnected = true) {
  const { bus, tickets, limits, store, clock, deps } = service;
  const { changes, streams } = liveOn({ bus, tickets, limits });
  const { logger } = deps;
  // Without this guard, the instance knows what it has read at its start.
  const feed = isConnected ? changes : { onChange: () => undefined, onMissed: () => undefined };
  const search = createTicketSearch({ store, changes: feed, bus, now: clock.now, logger });
  return {
    app: createApp({ ...deps, search }),
    search,
    async close() {
      await search.loop.stop();
      changes.stop();
      streams.end();
    },
  };
}

describe('another instance', () => {
  const publishEventsOf = async ({ id }: Ticket) => {
    for (const { subject, data } of await service.eventsOf(id))
      await service.bus.publish(subject, JSON.stringify(data));
  };

  it('finds a new ticket within a second', async () => {
    const other = anotherInstance();
    other.search.loop.start();
    expect(await titles('q=quartet', other)).toEqual([]);

    const ticket = await sell('Quartet', 2_000, {});
    await publishEventsOf(ticket);

    await eventually(
      async () => expect(await titles('q=quartet', other)).toEqual(['Quartet']),
      1_000,
    );
    await other.close();
  });

  it('does not find a new ticket if nothing tells it of changes', async () => {
    const other = anotherInstance(false);
    other.search.loop.start();
    expect(await titles('q=nonet', other)).toEqual([]);

    await publishEventsOf(await sell('Nonet', 2_000, {}));

    // Then this instance has received the event, which reaches both at the same time.
    await eventually(async () => expect(await titles('q=nonet')).toEqual(['Nonet']));
    expect(await titles('q=nonet', other)).toEqual([]);
    await other.close();
  });

  it('does not show a held ticket, although it does not know of the order yet', async () => {
    const ticket = await sell('Sextet', 2_000, {});
    const other = anotherInstance(false);
    other.search.loop.start();
    expect(await titles('q=sextet', other)).toEqual(['Sextet']);

    await deliver(service.hear.created, anOrder(ticket));

    expect(await titles('q=sextet', other)).toEqual([]);
    // The count of an event comes from the index, which is behind here.
    const { body } = await get('/api/tickets/events?q=sextet', other).expect(200);
    expect(body).toMatchObject([{ count: 1 }]);
    await other.close();
  });

  it('reads all tickets again after its bus was away', async () => {
    const other = anotherInstance();
    other.search.loop.start();
    expect(await titles('q=octet', other)).toEqual([]);
    service.bus.setConnected(false);
    await sell('Octet', 2_000, {});

    service.bus.setConnected(true);

    await eventually(async () => expect(await titles('q=octet', other)).toEqual(['Octet']));
    await other.close();
  });

  it('answers a search when it has read all tickets', async () => {
    const other = anotherInstance();
    const found = titles('q=comedy', other);
    other.search.loop.start();

    expect(await found).toEqual(['Comedy']);
    await other.close();
  });
});
