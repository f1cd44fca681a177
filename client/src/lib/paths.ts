const home = '/';

export function signInPath(next: string): string {
  return `/auth/signin?next=${encodeURIComponent(next)}`;
}

export function signUpPath(next: string): string {
  return `/auth/signup?next=${encodeURIComponent(next)}`;
}

/** Where to go after signing in. Only paths of this shop: a link must not lead people elsewhere. */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return home;
  const origin = 'http://shop.invalid';
  if (!URL.canParse(next, origin)) return home;
  const url = new URL(next, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : home;
}
