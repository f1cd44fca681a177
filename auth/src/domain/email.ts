import { domainToASCII, domainToUnicode } from 'node:url';

import { hasBlank, hasCardNumber } from '@ticketing-dev/common';

/** A local part that needs no quotes (RFC 5322, dot-atom). */
const plainLocal = /^[^\s"(),:;<>@[\\\].]+(?:\.[^\s"(),:;<>@[\\\].]+)*$/;
/** What no domain has; Node's parser would take it for the end of the host, or decode it. */
const notOfDomains = /[\s/?#%:@[\\\]]/;

/**
 * The one spelling of an e-mail address that accounts are made with: in lower case, composed (NFC), without needless
 * quotes, its domain as DNS knows it (`xn--…`). Dots and what follows a `+` stay: whether they matter is the mailbox's
 * own affair.
 */
export function normalizeEmail(email: string): string {
  const { local, domain } = split(email);
  return `${unquote(local.normalize('NFC'))}@${toAscii(domain)}`;
}

/**
 * Whether an account may be made for a valid address: what draws nothing would make two of them look like one. A space
 * is seen, between quotes.
 */
export const isAcceptableEmail = (email: string): boolean =>
  !hasBlank(email.replaceAll(' ', '')) &&
  !hasCardNumber(email) &&
  toAscii(split(email).domain) !== '';

/**
 * What means the same mailbox, so that accounts are found that are older than {@link normalizeEmail}: what was typed
 * first, as it was kept then, and the spelling of today second.
 */
export function spellingsOf(email: string): readonly string[] {
  const { local, domain } = split(email);
  const locals = [local, local.normalize('NFC'), local.normalize('NFD')].flatMap((each) => [
    each,
    unquote(each),
    `"${unquote(each)}"`,
  ]);
  const domains = [domain, toAscii(domain), domainToUnicode(domain)];
  const others = locals.flatMap((each) => domains.map((every) => `${each}@${every}`));
  return [...new Set([`${local}@${domain}`, normalizeEmail(email), ...others])];
}

function split(email: string): { readonly local: string; readonly domain: string } {
  const text = email.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, Math.max(at, 0)), domain: text.slice(at + 1) };
}

/** Empty where it can be no domain. */
const toAscii = (domain: string): string =>
  notOfDomains.test(domain) ? '' : domainToASCII(domain);

/** `"ann"@example.com` is `ann@example.com`. */
function unquote(local: string): string {
  const quoted = /^"(.*)"$/s.exec(local)?.[1]?.replace(/\\(.)/gs, '$1');
  return quoted !== undefined && plainLocal.test(quoted) ? quoted : local;
}
