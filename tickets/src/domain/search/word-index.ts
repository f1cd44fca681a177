import type { Id } from '@ticketing-dev/common';
import MiniSearch, { type SearchOptions } from 'minisearch';

import { fold } from './fold';
import type { SearchEntry } from './search-entry';

/** How well a ticket matches the words of a search: first by the number of words that it has exactly, then by score. */
export interface Match {
  readonly id: Id;
  readonly exactWords: number;
  readonly score: number;
}

/** Each word costs time, and anybody may send any words. These are enough for an event, a place and a seat. */
const mostWords = 6;

const fields = ['title', 'eventName', 'venue', 'city'] as const;

const common: SearchOptions = {
  boost: { eventName: 3, title: 2 },
  // One or two letters begin too many words.
  prefix: (word) => word.length > 2,
};

/** Two edits also forgive a swap of two letters, but change a short word into any other one. */
const twoEdits = (word: string) => (word.length > 4 ? 2 : word.length > 2 && 1);

/**
 * The ways to search, strictest first. The first one that finds something answers. So a ticket that has all words is never
 * behind one that has similar ones.
 */
const ways: readonly SearchOptions[] = [
  { ...common, combineWith: 'AND' },
  { ...common, combineWith: 'AND', fuzzy: (word) => word.length > 2 && 1 },
  { ...common, combineWith: 'AND', fuzzy: twoEdits },
  { ...common, combineWith: 'OR', fuzzy: twoEdits },
];

/** An index of the words in titles, and in the names of events, venues and cities. */
export function createWordIndex() {
  const index = new MiniSearch<SearchEntry>({
    fields: [...fields],
    storeFields: [],
    processTerm: fold,
  });
  const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];

  return {
    add: (entry: SearchEntry): void => index.add(entry),
    remove: (id: Id): void => index.discard(id),

    find(text: string): readonly Match[] {
      const all = tokenize(fold(text)).filter((word) => word !== '');
      const words = [...new Set(all)].slice(0, mostWords);
      if (words.length === 0) return [];
      for (const way of ways) {
        const found = index.search(words.join(' '), way);
        if (found.length === 0) continue;
        return found.map(({ id, score, terms }) => ({
          id: id as Id,
          score,
          exactWords: words.filter((word) => terms.includes(word)).length,
        }));
      }
      return [];
    },
  };
}
