/** What a visitor can search by. The names are those of the API and of the page's address. */
export const searchFields = ['q', 'from', 'to', 'place', 'minPrice', 'maxPrice', 'sort'] as const;

export type Search = Readonly<Partial<Record<(typeof searchFields)[number], string>>>;

/** The parameters of a page's address. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** How many pages a visitor can add below the first one. */
const mostShown = 10;

/** Reads the search of an address. Empty fields of the form are not sent to the API. */
export function readSearch(params: SearchParams): Search {
  const filled = searchFields.flatMap((name) => {
    const value = [params[name]].flat()[0]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(filled);
}

/** How many pages of a list the address shows. */
export function readShown({ shown }: SearchParams): number {
  const pages = Number(shown);
  return Number.isInteger(pages) && pages >= 1 ? Math.min(pages, mostShown) : 1;
}

/** The address of a list with so many pages, or null if it shows no more. */
export function addressOf(path: string, search: Search, shown: number): string | null {
  if (shown > mostShown) return null;
  const query = new URLSearchParams({ ...search, ...(shown > 1 && { shown: String(shown) }) });
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
