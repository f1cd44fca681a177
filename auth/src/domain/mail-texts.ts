import { toDollars } from '@ticketing-dev/common';

import type { MailFacts, MailKind } from './mail';

/** The words of a mail. Its text and its HTML are both made from it. */
interface Words {
  readonly subject: string;
  readonly before: readonly string[];
  readonly link: { readonly label: string; readonly url: string };
  readonly after: readonly string[];
}

/** What the words of a mail are made from. */
interface Source extends MailFacts {
  /** The address of the shop, without a slash at the end. */
  readonly shop: string;
  /** The token of the mail's one-time link. */
  readonly token?: string | undefined;
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const titleOf = ({ title }: Source): string => title ?? 'your ticket';
const amountOf = ({ priceInCents }: Source, word: 'for' | 'of'): string =>
  priceInCents === undefined ? '' : ` ${word} ${dollars.format(toDollars(priceInCents))}`;

const wordsOf: Readonly<Record<MailKind, (source: Source) => Words>> = {
  bought: (source) => ({
    subject: `Your ticket: ${titleOf(source)}`,
    before: [`You bought “${titleOf(source)}”${amountOf(source, 'for')}.`],
    link: { label: 'Open your ticket', url: `${source.shop}/orders/${source.orderId ?? ''}` },
    after: ['Sign in with this address to see it.'],
  }),
  sold: (source) => ({
    subject: `Sold: ${titleOf(source)}`,
    before: [`Your ticket “${titleOf(source)}” was sold${amountOf(source, 'for')}.`],
    link: { label: 'See the ticket', url: `${source.shop}/tickets/${source.ticketId ?? ''}` },
    after: [],
  }),
  'order-expired': (source) => ({
    subject: `Your order was cancelled: ${titleOf(source)}`,
    before: [
      `You did not pay for “${titleOf(source)}” in time, so the order was cancelled.`,
      'You were not charged.',
    ],
    link: {
      label: 'See if the ticket is still on sale',
      url: `${source.shop}/tickets/${source.ticketId ?? ''}`,
    },
    after: [],
  }),
  refund: (source) => ({
    subject: 'Your payment was refunded',
    before: [
      `Your payment${amountOf(source, 'of')} was refunded. Your bank may need a few days to show it.`,
      'The ticket of this order does not open a door any more.',
    ],
    link: { label: 'See the order', url: `${source.shop}/orders/${source.orderId ?? ''}` },
    after: ['Sign in with this address to see it.'],
  }),
  'password-reset': ({ shop, token = '' }) => ({
    subject: 'Choose a new password',
    before: ['Somebody asked for a new password for your account. Use this link within an hour.'],
    link: { label: 'Choose a new password', url: `${shop}/auth/reset#${token}` },
    after: ['If it was not you, ignore this mail. Your password stays as it is.'],
  }),
  'email-proof': ({ shop, token = '' }) => ({
    subject: 'Confirm your e-mail address',
    before: ['Confirm that this address is yours. Use this link within a day.'],
    link: { label: 'Confirm this address', url: `${shop}/auth/proof#${token}` },
    after: ['If you have no account here, ignore this mail.'],
  }),
};

const sign = (shop: string): string => `Ticketing, ${shop}`;

function textOf({ before, link, after }: Words, shop: string): string {
  const all = [...before, `${link.label}:\n${link.url}`, ...after, `--\n${sign(shop)}`];
  return `${all.join('\n\n')}\n`;
}

function htmlOf({ subject, before, link, after }: Words, shop: string): string {
  const paragraphs = (texts: readonly string[]): string =>
    texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 36rem">',
    paragraphs(before),
    `<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`,
    paragraphs(after),
    `<p style="color: #666">${escaped(sign(shop))}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** Titles come from sellers, so that they must not become HTML. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (each) => entities[each] ?? '');

/** The subject, the text and the HTML of a mail. */
export function mailText(
  kind: MailKind,
  source: Source,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const words = wordsOf[kind](source);
  const { subject } = words;
  return { subject, text: textOf(words, source.shop), html: htmlOf(words, source.shop) };
}
