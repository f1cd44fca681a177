import type { EventBody } from '@ticketing-dev/common';
import { ObjectId } from 'mongodb';

import { insert } from './fill';
import { latencyOf, open, type Scenarios } from './measure';
import type { Measurable, Site } from './platform';
import { request } from './requests';

// cspell:disable
const firsts =
  'Crimson Velvet Électrique Midnight Señor Silver Ångström Thunder Hollow Golden Žižkov Paper Broken Northern Lumière Distant Electric Frozen Über Wandering Scarlet Silent Neon Burning Gentle Marble Copper Stormy Ancient Lunar Broken-Hearted Emerald Naïve Restless Savage Phantom Crystal Wooden Violet Shining Hidden Rolling Sleepy Timber Velours Amber Cosmic Tender Rusty Wild'.split(
    ' ',
  );
const seconds =
  'Lanterns Orchestra Wolves Café Harbours Pioneers Sparrows Niños Kingdoms Rivers Machines Mirrors Øresund Cathedral Satellites Garden Beaches Señoritas Philosophers Tigers Horizons Carousel Brothers Shadows Symphony Compass Dragons Fjörd Painters Embers Voyagers Monkeys Temple Oracles Pilgrims Sailors Engines Foxes Meadows Whispers Giants Avenue Dancers Balloons Mountains Zeppelins Fountain Detectives Umbrellas Marmalade'.split(
    ' ',
  );
const cities = 'Hamburg,São Paulo,Lisbon,Malmö,New York,Zürich,Kraków,Verona,Montréal,Dublin'.split(
  ',',
);
// cspell:enable

const artists = firsts.flatMap((first) => seconds.map((second) => `${first} ${second}`));
const perEvent = 20;
const dayMs = 24 * 60 * 60_000;
const queries = 200;
const perSecond = 20;
/** A buyer looks at the first line of results. */
const first = 3;

interface Query {
  readonly words: string;
  /** The name of the event that the buyer looks for. */
  readonly wanted: string;
}

const cityOf = (event: number): string => cities[event % cities.length] ?? '';
/** Each artist plays twice: an event that is over, and one to come. */
const artistOf = (event: number): string => artists[event % artists.length] ?? '';

/** Five of ten tickets are for events that are over, and four are sold. */
async function fill(site: Site, events: number): Promise<void> {
  const now = Date.now();
  await insert(site.collection('tickets', 'tickets'), events * perEvent, (i) => {
    const event = Math.floor(i / perEvent);
    const isOver = event < events / 2;
    const isSold = !isOver && i % 5 !== 0;
    const days = (isOver ? -1 : 1) * (1 + (event % 300));
    return {
      _id: new ObjectId(),
      title: `${artistOf(event)}, row ${i % perEvent}`,
      priceInCents: 2_000 + ((i * 37) % 9_000),
      userId: `seller-${i % 100}`,
      details: {
        eventName: artistOf(event),
        venue: `${seconds[event % 7]} Hall`,
        city: cityOf(event),
        timeZone: 'Europe/Berlin',
        startsAt: new Date(now + days * dayMs).toISOString(),
      },
      ...(isSold && { orderId: String(new ObjectId()) }),
      version: 0,
      outbox: [],
    };
  });
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Two letters in the middle are swapped. */
function swapped(word: string): string {
  const at = Math.floor(word.length / 2);
  return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
}

/** A letter in the middle is missing. */
function shortened(word: string): string {
  const at = Math.floor(word.length / 2);
  return word.slice(0, at) + word.slice(at + 1);
}

/** As buyers type, in turns: without accents, with the beginning of a word, with a letter too few, with two swapped. */
const forms: readonly ((firstWord: string, second: string, city: string) => string)[] = [
  (a, b) => plain(`${a} ${b}`),
  (a, b) => `${plain(a)} ${plain(b).slice(0, 4)}`,
  (a, b) => `${shortened(plain(a))} ${plain(b)}`,
  (a, b, city) => `${a} ${swapped(plain(b))} ${plain(city)}`,
];

/** Always the same ones. */
const queriesOf = (events: number): readonly Query[] =>
  Array.from({ length: queries }, (_, i) => {
    const event = events / 2 + ((i * 613) % (events / 2));
    const wanted = artistOf(event);
    const [a = '', b = ''] = wanted.split(' ');
    return { words: forms[i % forms.length]?.(a, b, cityOf(event)) ?? '', wanted };
  });

/** Sends a query. @returns whether the wanted event is among the first ones */
async function isFound(site: Measurable, { words, wanted }: Query): Promise<boolean> {
  const query = new URLSearchParams({ q: words, limit: '24' });
  const sent = request(`GET /api/tickets/events?${query.toString()}`, 200, {});
  const found = JSON.parse(await site.to('tickets').send(sent)) as readonly EventBody[];
  return found.slice(0, first).some(({ eventName }) => eventName === wanted);
}

export const search: Scenarios = {
  async 'GET /api/tickets/events, words with errors'(platform, { events }) {
    const site = await platform.another('search');
    await fill(site, events);
    await site.stack.stop('tickets');
    await site.stack.start('tickets');
    const all = queriesOf(events);
    const restarted = performance.now();
    await isFound(site, { words: 'row', wanted: '' });
    const readSeconds = ((performance.now() - restarted) / 1000).toFixed(1);
    for (const query of all) await isFound(site, query);
    let sent = 0;
    const missed: string[] = [];
    const answered = await open(
      async () => {
        const query = all[(sent += 1) % all.length] as Query;
        if (!(await isFound(site, query))) missed.push(query.words);
      },
      perSecond,
      queries / perSecond,
    );
    await site.stack.close();
    const share = ((100 * (queries - missed.length)) / queries).toFixed(1);
    const examples = missed.slice(0, 5).join(', ');
    const note = `the wanted event is among the first ${first} for ${share} %${examples && ` (not for: ${examples})`}; all tickets were read within ${readSeconds} s of the start`;
    return {
      process: 'tickets',
      stored: events * perEvent,
      latency: latencyOf(answered, perSecond),
      note,
    };
  },
};
