import { type Clock, type Id, makeRoom } from '@ticketing-dev/common';

import { isOnSale, type Ticket } from '../ticket';
import type { Rank, Ranked, ResultPage, Search, Sort } from './search';
import { passes, type SearchEntry, searchEntryOf } from './search-entry';
import { createWordIndex, type Match } from './word-index';

/** The tickets of one event that a search has found. */
export interface FoundEvent {
  /** The cheapest ticket. */
  readonly cheapest: SearchEntry;
  readonly count: number;
}

type Matches = ReadonlyMap<Id, Match> | undefined;

interface Stored {
  readonly entry: SearchEntry;
  /** The read of all tickets that was the last one when the ticket was stored. */
  readonly reading: number;
}

/** An old read of a ticket can arrive this many changes late. */
const mostGone = 10_000;

export type SearchIndex = ReturnType<typeof createSearchIndex>;

/** The tickets on sale whose event has not started, in memory. */
export function createSearchIndex(now: Clock) {
  const stored = new Map<Id, Stored>();
  const words = createWordIndex();
  /** The versions of the last tickets that left the index, so that an older read does not bring them back. */
  const gone = new Map<Id, number>();
  let reading = 0;

  const remove = (id: Id): void => {
    if (stored.delete(id)) words.remove(id);
  };

  const keep = (ticket: Ticket): void => {
    const { id, version } = ticket;
    const known = stored.get(id)?.entry;
    if ((known?.version ?? gone.get(id) ?? -1) > version) return;
    const entry = known?.version === version ? known : searchEntryOf(ticket);
    if (!isOnSale(ticket) || entry.start <= now().getTime()) {
      remove(id);
      makeRoom(gone, id, mostGone);
      gone.set(id, version);
      return;
    }
    gone.delete(id);
    if (entry !== known) {
      remove(id);
      words.add(entry);
    }
    stored.set(id, { entry, reading });
  };

  /** The tickets that have the words and pass the filters. */
  const select = (search: Search): readonly [readonly SearchEntry[], Matches] => {
    const matches =
      search.words === undefined
        ? undefined
        : new Map(words.find(search.words).map((match) => [match.id, match]));
    const found: SearchEntry[] = [];
    const time = now().getTime();
    for (const id of (matches ?? stored).keys()) {
      const entry = stored.get(id)?.entry;
      if (!entry) continue;
      // An event never stops having started, unless its seller moves it. Then the ticket is stored again.
      if (entry.start <= time) remove(id);
      else if (passes(entry, search, time)) found.push(entry);
    }
    return [found, matches];
  };

  return {
    /** Stores a ticket as it was read, unless a newer version is known. A ticket that is not on sale leaves the index. */
    keep,

    /**
     * Begins to read all tickets again.
     *
     * @returns call it when all have been kept: it removes the tickets that were not among them
     */
    startReading(): () => void {
      const started = (reading += 1);
      return () => {
        for (const [id, each] of stored) if (each.reading < started) remove(id);
      };
    },

    /** The ids of a page of tickets. */
    findTickets(search: Search, page: ResultPage): readonly Ranked<Id>[] {
      const [found, matches] = select(search);
      const ranked = found.map((entry): Ranked<Id> => ({
        item: entry.id,
        rank: rankOf(search.sort, entry, entry.id, matches?.get(entry.id)),
      }));
      return pageOf(ranked, search.sort, page);
    },

    /** A page of events. An event has the rank of its best ticket. */
    findEvents(search: Search, page: ResultPage): readonly Ranked<FoundEvent>[] {
      const [found, matches] = select(search);
      const compare = comparisonOf(search.sort);
      const events = new Map<string, { cheapest: SearchEntry; count: number; rank: Rank }>();
      for (const entry of found) {
        const rank = rankOf(search.sort, entry, entry.event, matches?.get(entry.id));
        const event = events.get(entry.event);
        if (!event) {
          events.set(entry.event, { cheapest: entry, count: 1, rank });
          continue;
        }
        event.count += 1;
        if (entry.priceInCents < event.cheapest.priceInCents) event.cheapest = entry;
        if (compare(rank, event.rank) < 0) event.rank = rank;
      }
      const ranked = [...events.values()].map(({ rank, ...item }): Ranked<FoundEvent> => ({
        item,
        rank,
      }));
      return pageOf(ranked, search.sort, page);
    },
  };
}

/** JSON, which cursors consist of, has no `Infinity`. */
const noStart = Number.MAX_SAFE_INTEGER;

/** @param key differs between any two items of the list */
function rankOf(sort: Sort, entry: SearchEntry, key: string, match: Match | undefined): Rank {
  const { id, priceInCents } = entry;
  const start = Math.min(entry.start, noStart);
  switch (sort) {
    case 'newest':
      return [id];
    case 'price':
      return [priceInCents, start, key];
    case 'soonest':
      return [start, key];
    case 'relevance':
      return [-(match?.exactWords ?? 0), -(match?.score ?? 0), start, key];
  }
}

type Comparison = (a: Rank, b: Rank) => number;

function comparisonOf(sort: Sort): Comparison {
  return sort === 'newest' ? (a, b) => compareRanks(b, a) : compareRanks;
}

const compareRanks: Comparison = (a, b) => {
  for (const [place, value] of a.entries()) {
    const other = b[place] ?? value;
    if (value < other) return -1;
    if (value > other) return 1;
  }
  return 0;
};

function pageOf<T>(
  ranked: readonly Ranked<T>[],
  sort: Sort,
  { limit, after }: ResultPage,
): readonly Ranked<T>[] {
  const compare = comparisonOf(sort);
  const rest = after ? ranked.filter(({ rank }) => compare(rank, after) > 0) : [...ranked];
  return rest.sort((a, b) => compare(a.rank, b.rank)).slice(0, limit);
}
