const home = '/';
const shop = 'http://shop.invalid';

export const searchPath = '/search';
export const helpPath = '/help';
export const termsPath = '/terms';
export const privacyPath = '/privacy';
export const ordersPath = '/orders';
export const accountPath = '/account';
export const sellPath = '/tickets/new';
export const forgotPath = '/auth/forgot';
export const doorsPath = '/tickets/doors';
export const doorPath = '/door';
export const offlinePath = '/offline';
export const ownTicketsPath = '/tickets/mine';
export const salesPath = '/tickets/sales';
export const salesCsvPath = '/tickets/sales.csv';
export const languagePath = '/language';
export const manyTicketsPath = '/tickets/new/many';

export function signInPath(next?: string): string {
  return withNext('/auth/signin', next);
}

export function signUpPath(next?: string): string {
  return withNext('/auth/signup', next);
}

function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/**
 * Returns the path to open after signing in. It allows only paths of this shop, so that a link cannot lead to another
 * site.
 *
 * The router resolves the result once more, and that must not change it. For example, `/.//evil` is a path of this
 * shop, but it resolves to `//evil`, which is another site.
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

/** The ticket that a visitor wants to buy, if this path is its page. */
export function ticketToBuy(next: string): string | null {
  return /^\/tickets\/([0-9a-f]{24})$/i.exec(next)?.[1] ?? null;
}

/** @param key the key that the API gives the event */
export function eventPath(key: string): string {
  return `/events/${encodeURIComponent(key)}`;
}

export function orderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId)}`;
}

export function receiptPath(orderId: string): string {
  return `${orderPath(orderId)}/receipt`;
}

export function ticketPdfPath(orderId: string): string {
  return `${orderPath(orderId)}/ticket.pdf`;
}

export function calendarPath(orderId: string): string {
  return `${orderPath(orderId)}/event.ics`;
}
