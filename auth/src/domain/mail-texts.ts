import { type Language, toDollars } from '@ticketing-dev/common';

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

type Texts = Readonly<Record<MailKind, (source: Source) => Words>>;

const orderUrl = ({ shop, orderId = '' }: Source): string => `${shop}/orders/${orderId}`;
const ticketUrl = ({ shop, ticketId = '' }: Source): string => `${shop}/tickets/${ticketId}`;
const resetUrl = ({ shop, token = '' }: Source): string => `${shop}/auth/reset#${token}`;
const proofUrl = ({ shop, token = '' }: Source): string => `${shop}/auth/proof#${token}`;

/** @returns the amount with the word before it; nothing if it is unknown */
const amounts = (locale: string) => {
  const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  return ({ priceInCents }: Source, word: string): string =>
    priceInCents === undefined ? '' : ` ${word} ${dollars.format(toDollars(priceInCents))}`;
};

const english = (): Texts => {
  const titleOf = ({ title }: Source): string => title ?? 'your ticket';
  const amountOf = amounts('en-US');
  return {
    bought: (source) => ({
      subject: `Your ticket: ${titleOf(source)}`,
      before: [`You bought “${titleOf(source)}”${amountOf(source, 'for')}.`],
      link: { label: 'Open your ticket', url: orderUrl(source) },
      after: ['Sign in with this address to see it.'],
    }),
    sold: (source) => ({
      subject: `Sold: ${titleOf(source)}`,
      before: [`Your ticket “${titleOf(source)}” was sold${amountOf(source, 'for')}.`],
      link: { label: 'See the ticket', url: ticketUrl(source) },
      after: [],
    }),
    'order-expired': (source) => ({
      subject: `Your order was cancelled: ${titleOf(source)}`,
      before: [
        `You did not pay for “${titleOf(source)}” in time, so the order was cancelled.`,
        'You were not charged.',
      ],
      link: { label: 'See if the ticket is still on sale', url: ticketUrl(source) },
      after: [],
    }),
    refund: (source) => ({
      subject: 'Your payment was refunded',
      before: [
        `Your payment${amountOf(source, 'of')} was refunded. Your bank may need a few days to show it.`,
        'The ticket of this order does not open a door any more.',
      ],
      link: { label: 'See the order', url: orderUrl(source) },
      after: ['Sign in with this address to see it.'],
    }),
    'password-reset': (source) => ({
      subject: 'Choose a new password',
      before: ['Somebody asked for a new password for your account. Use this link within an hour.'],
      link: { label: 'Choose a new password', url: resetUrl(source) },
      after: ['If it was not you, ignore this mail. Your password stays as it is.'],
    }),
    'email-proof': (source) => ({
      subject: 'Confirm your e-mail address',
      before: ['Confirm that this address is yours. Use this link within a day.'],
      link: { label: 'Confirm this address', url: proofUrl(source) },
      after: ['If you have no account here, ignore this mail.'],
    }),
  };
};

// cspell:disable
const spanish = (): Texts => {
  const titleOf = ({ title }: Source): string => title ?? 'tu entrada';
  const amountOf = amounts('es');
  return {
    bought: (source) => ({
      subject: `Tu entrada: ${titleOf(source)}`,
      before: [`Has comprado «${titleOf(source)}»${amountOf(source, 'por')}.`],
      link: { label: 'Abrir tu entrada', url: orderUrl(source) },
      after: ['Inicia sesión con esta dirección para verla.'],
    }),
    sold: (source) => ({
      subject: `Vendida: ${titleOf(source)}`,
      before: [`Tu entrada «${titleOf(source)}» se ha vendido${amountOf(source, 'por')}.`],
      link: { label: 'Ver la entrada', url: ticketUrl(source) },
      after: [],
    }),
    'order-expired': (source) => ({
      subject: `Tu pedido se ha cancelado: ${titleOf(source)}`,
      before: [
        `No has pagado «${titleOf(source)}» a tiempo, así que el pedido se ha cancelado.`,
        'No te hemos cobrado nada.',
      ],
      link: { label: 'Ver si la entrada sigue a la venta', url: ticketUrl(source) },
      after: [],
    }),
    refund: (source) => ({
      subject: 'Te hemos reembolsado tu pago',
      before: [
        `Te hemos reembolsado tu pago${amountOf(source, 'de')}. Tu banco puede tardar unos días en mostrarlo.`,
        'La entrada de este pedido ya no vale en la puerta.',
      ],
      link: { label: 'Ver el pedido', url: orderUrl(source) },
      after: ['Inicia sesión con esta dirección para verlo.'],
    }),
    'password-reset': (source) => ({
      subject: 'Elige una contraseña nueva',
      before: [
        'Alguien ha pedido una contraseña nueva para tu cuenta. El enlace funciona durante una hora.',
      ],
      link: { label: 'Elegir una contraseña nueva', url: resetUrl(source) },
      after: ['Si no has sido tú, ignora este correo. Tu contraseña no cambia.'],
    }),
    'email-proof': (source) => ({
      subject: 'Confirma tu correo electrónico',
      before: ['Confirma que esta dirección es tuya. El enlace funciona durante un día.'],
      link: { label: 'Confirmar esta dirección', url: proofUrl(source) },
      after: ['Si no tienes cuenta aquí, ignora este correo.'],
    }),
  };
};
// cspell:enable

const textsIn: Readonly<Record<Language, Texts>> = { en: english(), es: spanish() };

const sign = (shop: string): string => `Ticketing, ${shop}`;

function textOf({ before, link, after }: Words, shop: string): string {
  const all = [...before, `${link.label}:\n${link.url}`, ...after, `--\n${sign(shop)}`];
  return `${all.join('\n\n')}\n`;
}

function htmlOf({ subject, before, link, after }: Words, shop: string, language: Language): string {
  const paragraphs = (texts: readonly string[]): string =>
    texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
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
  language: Language,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const words = textsIn[language][kind](source);
  const { subject } = words;
  return { subject, text: textOf(words, source.shop), html: htmlOf(words, source.shop, language) };
}
