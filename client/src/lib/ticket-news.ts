import { isNewerTicket, type TicketBody } from '@ticketing-dev/common/contracts';
import type { useTranslations } from 'next-intl';

import type { Formats } from './format';

type Texts = ReturnType<typeof useTranslations<'ticket'>>;

/** Says what changed for a visitor of a ticket's page; null if nothing did that matters. */
export function ticketNews(
  before: TicketBody,
  now: TicketBody,
  t: Texts,
  formats: Formats,
): string | null {
  if (!isNewerTicket(now, before)) return null;
  if (now.sold) return t('sold');
  if (now.orderId !== undefined && now.orderId !== before.orderId) return t('newsBuying');
  if (now.offSale) return before.offSale ? null : t('noLonger');
  if (now.orderId === undefined && before.orderId !== undefined)
    return t('newsAgain', { price: formats.price(now.price) });
  return now.price === before.price ? null : t('newsPrice', { price: formats.price(now.price) });
}
