import {
  type AggregateStore,
  type Bus,
  type ChangeFeed,
  type Clock,
  createLoop,
  type Logger,
  type Loop,
  pagesOf,
} from '@ticketing-dev/common';

import type { Ticket } from '../ticket';
import type { ShownTicket } from '../tickets';
import type { Ranked, ResultPage, Search } from './search';
import { passes, searchEntryOf } from './search-entry';
import { createSearchIndex, type FoundEvent } from './search-index';

/** How often the loop looks whether all tickets must be read again. */
const checkMs = 1_000;
/**
 * While its bus is not connected, an instance sees only its own changes. FerretDB needs 3 s to read 10,000 tickets on sale
 * among 100,000, so they are read only this often. Answers never show a ticket that is gone, because they read it again.
 */
const awayMs = 30_000;
const readAtOnce = 1_000;

/** What {@link createTicketSearch} needs. */
export interface TicketSearchDeps {
  readonly store: Pick<AggregateStore<Ticket>, 'query'>;
  readonly changes: Pick<ChangeFeed<ShownTicket>, 'onChange' | 'onMissed'>;
  readonly bus: Pick<Bus, 'isConnected'>;
  readonly now: Clock;
  readonly logger: Logger;
}

export type TicketSearch = ReturnType<typeof createTicketSearch>;

/** Finds the tickets on sale. Its index is in memory, and is read from the database; see docs/adr/0030. */
export function createTicketSearch({ store, changes, bus, now, logger }: TicketSearchDeps) {
  const index = createSearchIndex(now);
  let resolveFirst: () => void;
  const firstRead = new Promise<void>((resolve) => (resolveFirst = resolve));
  let isStale = true;
  let readAt = 0;

  changes.onChange((changed) => {
    for (const { ticket } of changed) index.keep(ticket);
  });
  changes.onMissed(() => {
    isStale = true;
  });

  const onSale = { absent: ['orderId', 'offSale'], order: 'newest first' } as const;

  const readAll = async (): Promise<void> => {
    const end = index.startReading();
    for await (const page of pagesOf(store, { ...onSale, limit: readAtOnce })) {
      for (const ticket of page) index.keep(ticket);
    }
    end();
  };

  const loop: Loop = createLoop(
    'search',
    checkMs,
    async () => {
      const isAway = !bus.isConnected && now().getTime() - readAt >= awayMs;
      if (!isStale && !isAway) return;
      isStale = false;
      try {
        await readAll();
      } catch (error) {
        isStale = true;
        throw error;
      }
      readAt = now().getTime();
      resolveFirst();
    },
    logger,
  );

  return {
    loop,

    /** A page of tickets, as they are in the database now. It may be shorter than the limit: tickets may be gone. */
    findTickets: async (
      search: Search,
      page: ResultPage,
    ): Promise<readonly Ranked<Ticket | undefined>[]> => {
      await firstRead;
      const found = index.findTickets(search, page);
      if (found.length === 0) return [];
      const read = await store.query({
        ...onSale,
        where: { id: found.map(({ item }) => item) },
        limit: found.length,
      });
      const fresh = new Map(
        read
          .filter((ticket) => passes(searchEntryOf(ticket), search, now().getTime()))
          .map((ticket) => [ticket.id, ticket]),
      );
      return found.map(({ item, rank }) => ({ item: fresh.get(item), rank }));
    },

    /** A page of events. Its counts and prices are at most a second old. */
    findEvents: async (
      search: Search,
      page: ResultPage,
    ): Promise<readonly Ranked<FoundEvent>[]> => {
      await firstRead;
      return index.findEvents(search, page);
    },
  };
}
