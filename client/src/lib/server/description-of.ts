import 'server-only';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { getLocale, getTranslations } from 'next-intl/server';

import { eventOf, factsOf } from '@/lib/event-and-seat';
import { formatsOf } from '@/lib/format';

/** What search engines, and previews of links, say of a ticket. */
export async function descriptionOf(ticket: TicketBody): Promise<string> {
  const [t, tickets] = [await getTranslations('event'), await getTranslations('tickets')];
  const facts = factsOf(ticket, tickets, formatsOf(await getLocale()));
  return t('description', { event: eventOf(ticket), facts });
}
