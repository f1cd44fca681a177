const home = '/';
const shop = 'http://shop.invalid';

export function signInPath(next: string): string {
  return `/auth/signin?next=${encodeURIComponent(next)}`;
}

export function signUpPath(next: string): string {
  return `/auth/signup?next=${encodeURIComponent(next)}`;
}

/**
 * Where to go after signing in. Only paths of this shop: a link must not lead people elsewhere.
 *
 * The router resolves the result once more, so it must come out of that unchanged: `/.//evil` is a
 * path of this shop, and what it resolves to, `//evil`, is another site.
 */
export function localPath(next: unknown): string {
  const path = typeof next === 'string' ? resolve(next) : null;
  return path !== null && resolve(path) === path ? path : home;
}

function resolve(address: string): string | null {
  if (!address.startsWith('/') || !URL.canParse(address, shop)) return null;
  const url = new URL(address, shop);
  return url.origin === shop ? url.pathname + url.search + url.hash : null;
}
