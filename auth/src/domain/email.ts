import { domainToASCII, domainToUnicode } from 'node:url';

import { hasBlank, hasCardNumber } from '@ticketing-dev/common';

/** A local part that needs no quotes (RFC 5322, dot-atom). */
const plainLocal = /^[^\s"(),:;<>@[\\\].]+(?:\.[^\s"(),:;<>@[\\\].]+)*$/;
/** Characters that no domain has. Node's parser would end the host there, or decode them. */
const notOfDomains = /[\s/?#%:@[\\\]]/;

/**
 * Converts an e-mail address to the one spelling that new accounts have. It is in lower case, composed (NFC) and
 * without needless quotes. Its domain is in the form of DNS (`xn--…`). Dots and the part after a `+` stay, because mail
 * servers treat them differently.
 */
export function normalizeEmail(email: string): string {
  const { local, domain } = split(email);
  return `${unquote(local.normalize('NFC'))}@${toAscii(domain)}`;
}

/**
 * Whether a valid address may have an account. Invisible characters are refused, because they make two addresses look
 * the same. A space is allowed, because it is visible between quotes. Card numbers are refused too.
 */
export const isAcceptableEmail = (email: string): boolean =>
  !hasBlank(email.replaceAll(' ', '')) &&
  !hasCardNumber(email) &&
  toAscii(split(email).domain) !== '';

/**
 * All spellings of the same mailbox. They find accounts that are older than {@link normalizeEmail}. The typed spelling
 * is first, as older accounts store it. The normalised spelling is second.
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

/** Empty if the text cannot be a domain. */
const toAscii = (domain: string): string =>
  notOfDomains.test(domain) ? '' : domainToASCII(domain);

/** Removes needless quotes: `"ann"@example.com` is `ann@example.com`. */
function unquote(local: string): string {
  const quoted = /^"(.*)"$/s.exec(local)?.[1]?.replace(/\\(.)/gs, '$1');
  return quoted !== undefined && plainLocal.test(quoted) ? quoted : local;
}
