import { pagesOf, type Query, type Versioned } from '@ticketing-dev/common';
import { anId } from '@ticketing-dev/common/testing';

const rows = (count: number): readonly Versioned[] =>
  Array.from({ length: count }, (_, index) => ({
    id: anId(String(index).padStart(24, '0')),
    version: 0,
  }));

/** Answers as a store of these rows would. */
function storeOf(all: readonly Versioned[]) {
  const asked: Query<Versioned>[] = [];
  return {
    asked,
    query(query: Query<Versioned>): Promise<readonly Versioned[]> {
      asked.push(query);
      const from = all.findIndex(({ id }) => id === query.after) + 1;
      return Promise.resolve(all.slice(from, from + query.limit));
    },
  };
}

describe('the pages of a query', () => {
  it.each([
    [0, [0]],
    [3, [2, 1]],
    [4, [2, 2, 0]],
  ])('of %i rows by two have %j rows', async (count, sizes) => {
    const all = rows(count);
    const found: (readonly Versioned[])[] = [];

    for await (const page of pagesOf(storeOf(all), { order: 'oldest first', limit: 2 })) {
      found.push(page);
    }

    expect(found.map((page) => page.length)).toEqual(sizes);
    expect(found.flat()).toEqual(all);
  });

  it('begin after the id that is given, and keep the rest of the query', async () => {
    const all = rows(3);
    const store = storeOf(all);
    const given = { where: { version: 0 }, order: 'oldest first', limit: 2 } as const;

    const pages = pagesOf(store, { ...given, after: anId('0'.repeat(24)) });
    const { value } = await pages.next();
    await pages.return(undefined);

    expect(value).toEqual(all.slice(1));
    expect(store.asked).toEqual([{ ...given, after: all[0]?.id }]);
  });
});
