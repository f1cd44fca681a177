import { inLock } from './in-lock';
import { ownTitle } from './page-metadata';
import { offlinePath, orderPath } from './paths';

/** Where a page is kept. The pages of orders belong to one user, and the door's page to the device. */
export type Shelf = `orders-${string}` | 'door';

interface PageToKeep {
  readonly shelf: Shelf;
  readonly path: string;
  /** The page is kept only if it contains this text. */
  readonly proof: string;
}

export interface KeptOrder {
  readonly path: string;
  /** The ticket's title, which is the title of the page. */
  readonly title: string;
}

const orders = 'orders-';
const assetPath = /\/_next\/static\/[\w./~@-]+/g;
const cssUrl = /url\(["']?([^"')]+)["']?\)/g;

const lock = 'kept-pages';

/** Whose pages may be kept; undefined as long as this is not known. */
let owner: string | null | undefined;

const isWanted = (name: string): boolean =>
  owner === undefined || !name.startsWith(orders) || name === `${orders}${owner ?? ''}`;

const canKeep = (): boolean => 'serviceWorker' in navigator && 'caches' in globalThis;

/**
 * Keeps a page and the files that it loads, so that it opens without a connection. The page that lists such pages is
 * kept with it.
 *
 * @returns whether all of the page is kept
 */
export async function keepPage(page: PageToKeep): Promise<boolean> {
  if (!canKeep()) return false;
  try {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  } catch {
    return false;
  }
  const [isKept] = await Promise.all([
    keepOne(page),
    keepOne({ ...page, path: offlinePath, proof: '' }),
  ]);
  return isKept;
}

async function keepOne({ shelf, path, proof }: PageToKeep): Promise<boolean> {
  try {
    // The door's page belongs to no user, so it is kept as a visitor sees it.
    const credentials = shelf === 'door' ? 'omit' : 'same-origin';
    // Without cookies, only this header names the visitor's language.
    const headers = { 'Accept-Language': document.documentElement.lang };
    const page = await fetch(path, { credentials, redirect: 'error', headers });
    const html = await page.clone().text();
    if (!page.ok || !html.includes(proof)) return false;
    const cache = await caches.open(shelf);
    await keepFiles(cache, [...(html.match(assetPath) ?? []), ...loadedFiles()]);
    // The page is last: if it is kept, its files are.
    return await inLock(lock, async () => {
      if (!isWanted(shelf)) return false;
      await cache.put(path, page);
      return true;
    });
  } catch {
    return false;
  }
}

/** The orders whose pages are kept, in no order. */
export async function keptOrders(): Promise<readonly KeptOrder[]> {
  if (!canKeep()) return [];
  const names = (await caches.keys()).filter((name) => name.startsWith(orders));
  const kept = await Promise.all(names.map(ordersIn));
  return kept.flat();
}

async function ordersIn(name: string): Promise<readonly KeptOrder[]> {
  const cache = await caches.open(name);
  const requests = await cache.keys();
  const paths = requests
    .map(({ url }) => new URL(url).pathname)
    .filter((path) => path.startsWith(orderPath('')));
  return Promise.all(
    paths.map(async (path) => {
      const html = await (await cache.match(path))?.text();
      const { title } = new DOMParser().parseFromString(html ?? '', 'text/html');
      return { path, title: ownTitle(title) };
    }),
  );
}

/** Discards a page that is no longer true. */
export async function dropPage(shelf: Shelf, path: string): Promise<void> {
  if (canKeep()) await (await caches.open(shelf)).delete(path);
}

/** Discards the pages of every other user. After the sign-out this is every user. */
export async function keepOnlyPagesOf(userId: string | null): Promise<void> {
  owner = userId;
  if (!canKeep()) return;
  // A page that is being kept now is either discarded here, or not kept any more.
  await inLock(lock, async () => {
    const others = (await caches.keys()).filter((name) => !isWanted(name));
    await Promise.all(others.map((name) => caches.delete(name)));
  });
}

async function keepFiles(cache: Cache, paths: readonly string[]): Promise<void> {
  await Promise.all(
    [...new Set(paths)].map(async (path) => {
      const file = (await cache.match(path)) ?? (await fetch(path));
      if (!file.ok) throw new Error(`${path} cannot be loaded`);
      await cache.put(path, file.clone());
      if (path.endsWith('.css')) await keepFiles(cache, filesOfCss(path, await file.text()));
    }),
  );
}

const filesOfCss = (path: string, css: string): string[] =>
  [...css.matchAll(cssUrl)].flatMap(([, file = '']) => {
    const { origin, pathname } = new URL(file, new URL(path, location.origin));
    return origin === location.origin && pathname.startsWith('/_next/static/') ? [pathname] : [];
  });

/** Scripts may load others later, which the page's HTML does not name. */
const loadedFiles = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name, location.origin))
    .filter(
      ({ origin, pathname }) => origin === location.origin && /\/_next\/static\//.test(pathname),
    )
    .map(({ pathname }) => pathname);
