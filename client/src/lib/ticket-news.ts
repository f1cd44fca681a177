import { isNewerTicket, type TicketBody } from '@ticketing-dev/common/contracts';

import { formatPrice } from './format';

/** Says what changed for a visitor of a ticket's page; null if nothing did that matters. */
export function ticketNews(before: TicketBody, now: TicketBody): string | null {
  if (!isNewerTicket(now, before)) return null;
  if (now.sold) return 'This ticket is sold.';
  if (now.orderId !== undefined && now.orderId !== before.orderId)
    return 'Somebody is buying this ticket now.';
  if (now.offSale) return before.offSale ? null : 'This ticket is no longer on sale.';
  if (now.orderId === undefined && before.orderId !== undefined)
    return `This ticket can be bought again, for ${formatPrice(now.price)}.`;
  return now.price === before.price ? null : `The price is now ${formatPrice(now.price)}.`;
}
