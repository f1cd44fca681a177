// cspell:ignore straße Strasse Musik Malmø harb metalica beetehoven ngiht nabucco Aïda carto

import type { TicketDetails } from '@ticketing-dev/common';
import { anId, fixedClock } from '@ticketing-dev/common/testing';

import type { Search } from '../../../src/domain/search/search';
import { createSearchIndex, type SearchIndex } from '../../../src/domain/search/search-index';
import type { Ticket } from '../../../src/domain/ticket';

const page = { limit: 100 };
let index: SearchIndex;
let clock: ReturnType<typeof fixedClock>;
let made: number;

beforeEach(() => {
  clock = fixedClock(new Date('2030-06-01T00:00:00Z'));
  index = createSearchIndex(clock.now);
  made = 0;
});

function onSale(title: string, details: TicketDetails = {}, overrides: Partial<Ticket> = {}) {
  made += 1;
  const ticket: Ticket = {
    id: anId(made.toString(16).padStart(24, '0')),
    version: 0,
    userId: 'seller',
    title,
    priceInCents: 2_000,
    details,
    ...overrides,
  };
  index.keep(ticket);
  return ticket;
}

const search = (given: Partial<Search>): Search => ({
  sort: given.words === undefined ? 'soonest' : 'relevance',
  ...given,
});
const find = (given: Partial<Search>) =>
  index.findTickets(search(given), page).map(({ item }) => Number.parseInt(item, 16));
const events = (given: Partial<Search> = {}) =>
  index
    .findEvents(search(given), page)
    .map(({ item: { cheapest, count } }) => [cheapest.eventName, cheapest.priceInCents, count]);

describe('words', () => {
  it.each([
    ['beyonce', 'Beyoncé: Renaissance'],
    ['BEYONCÉ', 'Beyonce'],
    ['straße', 'Strasse der Musik'],
    ['malmo', 'Malmø Arena'],
    ['jazz harb', 'Jazz at the Harbour'],
    ['harbour jazz', 'Jazz at the Harbour'],
    ['metalica', 'Metallica'],
    ['beetehoven', 'Beethoven'],
    ['jazz ngiht', 'Jazz Night'],
    ['ac dc', 'AC/DC'],
  ])('%s finds %s', (words, title) => {
    onSale('Something else');
    onSale(title);

    expect(find({ words })).toEqual([2]);
  });

  it('are looked for in the names of events, venues and cities, too', () => {
    onSale('Row 1', { eventName: 'Nabucco' });
    onSale('Row 1', { venue: 'Arena di Verona' });
    onSale('Row 1', { city: 'Hamburg' });

    expect(['nabucco', 'verona', 'hamburg'].flatMap((words) => find({ words }))).toEqual([1, 2, 3]);
  });

  it('find tickets with the words before tickets with longer ones, and these before similar ones', () => {
    onSale('Card games');
    onSale('Cart and horse');
    onSale('Cartoon Night');
    onSale('Carton City');

    expect(find({ words: 'cart' })[0]).toBe(2);
    expect(find({ words: 'cart' })).not.toContain(1);
    expect(find({ words: 'carto' })).toEqual(expect.arrayContaining([3, 4]));
  });

  it('find a ticket with all of them rather than one with some', () => {
    onSale('Jazz Night');
    onSale('Jazz Brunch');

    expect(find({ words: 'jazz night' })).toEqual([1]);
    expect(find({ words: 'jazz opera' })).toEqual(expect.arrayContaining([1, 2]));
  });

  it('are not all looked for if there are many', () => {
    onSale('One two three four five six');

    expect(find({ words: 'one two three four five six seven' })).toEqual([1]);
  });

  it('that are only marks find nothing', () => {
    onSale('Jazz Night');

    expect(find({ words: '?!' })).toEqual([]);
  });
});

describe('filters', () => {
  const tokyo = { timeZone: 'Asia/Tokyo', startsAt: '2030-06-14T22:00:00.000Z' };
  const losAngeles = { timeZone: 'America/Los_Angeles', startsAt: '2030-06-15T05:00:00.000Z' };

  it('take a day at the place of the event', () => {
    onSale('Tokyo, on the 15th', tokyo);
    onSale('Los Angeles, on the 14th', losAngeles);
    onSale('Without a start');

    expect(find({ from: { day: '2030-06-15' }, to: { day: '2030-06-15' } })).toEqual([1]);
    expect(find({ from: { day: '2030-06-14' }, to: { day: '2030-06-14' } })).toEqual([2]);
    expect(find({ from: { at: Date.parse('2030-06-15T00:00:00Z') } })).toEqual([2]);
  });

  it('take a part of a city or a venue', () => {
    onSale('A', { city: 'São Paulo' });
    onSale('B', { venue: 'Sao Bar', city: 'Lisbon' });
    onSale('C', { city: 'Porto' });

    expect(find({ place: 'sao' })).toEqual([1, 2]);
    expect(find({ place: 'São P' })).toEqual([1]);
  });

  it('take words of the city and of the venue together, in any order', () => {
    onSale('A', { venue: 'Harbour Hall', city: 'Hamburg' });
    onSale('B', { venue: 'Harbour Hall', city: 'Bremen' });

    expect(find({ place: 'Harbour Hamburg' })).toEqual([1]);
    expect(find({ place: 'hamburg hall' })).toEqual([1]);
    expect(find({ place: 'hall harbour' })).toEqual([1, 2]);
  });

  it('take prices, including both ends', () => {
    for (const priceInCents of [1_000, 2_000, 3_000]) onSale('A', {}, { priceInCents });

    expect(find({ minPriceInCents: 2_000 })).toEqual([2, 3]);
    expect(find({ minPriceInCents: 1_000, maxPriceInCents: 2_000 })).toEqual([1, 2]);
  });

  it('take an event', () => {
    onSale('Row 1', { eventName: 'Nabucco' });
    onSale('Row 2', { eventName: 'Aida' });
    const [nabucco] = index.findEvents(search({ words: 'nabucco' }), page);

    expect(find({ event: nabucco?.item.cheapest.event ?? '' })).toEqual([1]);
  });

  it('hide a ticket whose event has started', () => {
    onSale('Tokyo', tokyo);
    clock.advance(Date.parse(tokyo.startsAt) - clock.now().getTime());

    expect(find({})).toEqual([]);
  });
});

describe('sorts', () => {
  beforeEach(() => {
    const at = (startsAt: string) => ({ startsAt, timeZone: 'UTC' });
    onSale('B', at('2030-07-02T00:00:00.000Z'), { priceInCents: 1_000 });
    onSale('A', at('2030-07-01T00:00:00.000Z'), { priceInCents: 3_000 });
    onSale('C', {}, { priceInCents: 2_000 });
  });

  it.each([
    ['soonest', [2, 1, 3]],
    ['newest', [3, 2, 1]],
    ['price', [1, 3, 2]],
  ] as const)('%s', (sort, ids) => {
    expect(find({ sort })).toEqual(ids);
  });

  it.each(['soonest', 'newest', 'price', 'relevance'] as const)(
    'each rank of %s is a cursor',
    (sort) => {
      const given = search({ sort, ...(sort === 'relevance' && { words: 'a b c' }) });
      const whole = index.findTickets(given, page);
      const [first] = index.findTickets(given, { limit: 1 });
      const rest = index.findTickets(given, { limit: 9, after: first?.rank ?? [] });

      expect(whole).toHaveLength(3);
      expect([first, ...rest]).toEqual(whole);
    },
  );
});

describe('events', () => {
  it('have the tickets of all sellers', () => {
    const opera = { eventName: 'Aïda', venue: 'Arena', startsAt: '2030-07-01T18:00:00.000Z' };
    onSale('Row 1', opera, { priceInCents: 2_700 });
    onSale('Row 2', { ...opera, eventName: 'AIDA' }, { userId: 'other', priceInCents: 2_500 });
    onSale('Row 3', { ...opera, startsAt: '2030-07-02T18:00:00.000Z' });

    expect(events()).toEqual([
      ['AIDA', 2_500, 2],
      ['Aïda', 2_000, 1],
    ]);
  });

  it('count only what passes the filters', () => {
    onSale('Row 1', { eventName: 'Aida' }, { priceInCents: 1_000 });
    onSale('Row 2', { eventName: 'Aida' }, { priceInCents: 5_000 });

    expect(events({ minPriceInCents: 2_000 })).toEqual([['Aida', 5_000, 1]]);
  });

  it('have the title of a ticket that names none', () => {
    onSale('Jazz Night');
    onSale('jazz night');

    expect(events()).toEqual([['Jazz Night', 2_000, 2]]);
  });
});

describe('changes', () => {
  it('remove a ticket that is held, and bring it back when it is free', () => {
    const ticket = onSale('Jazz');
    index.keep({ ...ticket, version: 1, orderId: anId('a'.repeat(24)) });
    expect(find({ words: 'jazz' })).toEqual([]);

    index.keep({ ...ticket, version: 2 });
    expect(find({ words: 'jazz' })).toEqual([1]);
  });

  it('never go back to an older version', () => {
    const ticket = onSale('Jazz');
    index.keep({ ...ticket, version: 1, orderId: anId('a'.repeat(24)) });
    index.keep(ticket);
    expect(find({})).toEqual([]);

    index.keep({ ...ticket, version: 3, title: 'Blues' });
    index.keep({ ...ticket, version: 2 });
    expect(find({ words: 'blues' })).toEqual([1]);
  });

  it('find a ticket by its new words only', () => {
    const ticket = onSale('Jazz');
    index.keep({ ...ticket, version: 1, title: 'Opera' });

    expect([find({ words: 'jazz' }), find({ words: 'opera' })]).toEqual([[], [1]]);
  });

  it('remove what a new reading of all tickets does not find', () => {
    onSale('Jazz');
    const second = onSale('Opera');
    const end = index.startReading();
    index.keep(second);
    const third = onSale('Musical');
    end();

    expect(find({})).toEqual([2, Number.parseInt(third.id, 16)]);
  });
});
