import type { Metadata } from 'next';
import { headers } from 'next/headers';

import { JsonLd } from '@/components/json-ld';
import { LiveTicket } from '@/components/live-ticket';
import { Texts } from '@/components/texts';
import { hasStarted } from '@/lib/event-and-seat';
import { eventJsonLd } from '@/lib/event-json-ld';
import { pageMetadata } from '@/lib/page-metadata';
import { descriptionOf } from '@/lib/server/description-of';
import {
  currentSession,
  findOthersOnSale,
  findOwnOrder,
  findSeller,
  loadTicket,
} from '@/lib/server/loaders';
import { readSettings } from '@/lib/server/settings';
import { shopAddress } from '@/lib/server/shop-address';

interface Props {
  readonly params: Promise<{ readonly ticketId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticketId } = await params;
  const ticket = await loadTicket(ticketId);
  return pageMetadata({
    title: ticket.title,
    description: await descriptionOf(ticket),
    path: `/tickets/${ticket.id}`,
    picture: `/tickets/${ticket.id}/cover.png?v=${String(ticket.version)}`,
  });
}

export default async function TicketPage({ params }: Props) {
  const { ticketId } = await params;
  const [ticket, { user }] = await Promise.all([loadTicket(ticketId), currentSession()]);
  const isSeller = user?.id === ticket.userId;
  const canBeBought = ticket.orderId === undefined && !ticket.offSale && !hasStarted(ticket);
  const [ownOrder, seller, others] = await Promise.all([
    user && ticket.orderId ? findOwnOrder(ticket.orderId) : null,
    isSeller ? null : findSeller(ticket.userId),
    canBeBought || isSeller ? [] : findOthersOnSale(ticket),
  ]);

  const address = shopAddress(await headers());

  return (
    <Texts of={['ticket', 'notes', 'sell']}>
      <JsonLd data={eventJsonLd(ticket, address ?? '')} />
      <LiveTicket
        ticket={ticket}
        isSeller={isSeller}
        isSignedIn={user !== null}
        ownOrder={ownOrder}
        seller={seller}
        holdSeconds={readSettings(process.env).holdSeconds}
        others={others}
      />
    </Texts>
  );
}
