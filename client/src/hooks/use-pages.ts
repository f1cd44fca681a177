'use client';

import { useCallback, useState } from 'react';

import type { Page } from '@/lib/api/page';

import { useRequest } from './use-request';

type Fetch<T> = (query: string) => Promise<Page<T>>;

/** A list that loads page by page. An item that moved between two pages is shown once. */
export function usePages<T extends { readonly id: string }>(first: Page<T>, fetchPage: Fetch<T>) {
  const [more, setMore] = useState<readonly Page<T>[]>([]);
  const pages = [first, ...more];
  const nextQuery = pages.at(-1)?.nextQuery ?? null;

  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      if (nextQuery === null) return;
      const page = await fetchPage(nextQuery);
      setMore((before) => [...before, page]);
    }, [fetchPage, nextQuery]),
  );

  const items = new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item]));
  return { items: [...items.values()], hasMore: nextQuery !== null, loadMore: run, isBusy, error };
}
