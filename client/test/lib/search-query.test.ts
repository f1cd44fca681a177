import type { Page } from '@/lib/api/page';
import { loadPages } from '@/lib/load-pages';
import { addressOf, readSearch, readShown } from '@/lib/search-query';

describe('the address of a search', () => {
  it('has the fields that are filled in, and no others', () => {
    const params = { q: ' jazz ', from: '', place: 'Köln', sort: ['price', 'soonest'], other: 'x' };

    expect(readSearch(params)).toEqual({ q: 'jazz', place: 'Köln', sort: 'price' });
  });

  it('is read as it was written', () => {
    const search = { q: 'a&b=c', place: 'Köln' };
    const address = addressOf('/search', search, 3) ?? '';

    const params = Object.fromEntries(new URL(address, 'http://shop').searchParams);
    expect([readSearch(params), readShown(params)]).toEqual([search, 3]);
  });

  it('is the path alone without a search', () => {
    expect(addressOf('/search', {}, 1)).toBe('/search');
  });

  it.each([
    [undefined, 1],
    ['2', 2],
    ['0', 1],
    ['-1', 1],
    ['1.5', 1],
    ['1e9', 10],
    ['x', 1],
    [['3', '4'], 1],
  ])('shows a bounded number of pages: %s → %s', (shown, pages) => {
    expect(readShown({ shown })).toBe(pages);
  });

  it('ends after the last page that it may show', () => {
    expect(addressOf('/', {}, 11)).toBeNull();
  });
});

describe('pages as one list', () => {
  const pages: Record<string, Page<string>> = {
    '': { items: ['a', 'b'], nextQuery: '?after=b' },
    '?after=b': { items: ['b', 'c'], nextQuery: '?after=c' },
    '?after=c': { items: ['d'], nextQuery: null },
  };
  const load = (query: string) => Promise.resolve(pages[query] as Page<string>);
  const keyOf = (item: string) => item;

  it('are as many as the address says, and each item is there once', async () => {
    expect(await loadPages(load, keyOf, '', 2)).toEqual({
      items: ['a', 'b', 'c'],
      nextQuery: '?after=c',
    });
  });

  it('end where the list ends', async () => {
    expect(await loadPages(load, keyOf, '', 10)).toEqual({
      items: ['a', 'b', 'c', 'd'],
      nextQuery: null,
    });
  });
});
