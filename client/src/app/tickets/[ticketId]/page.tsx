import type { Metadata } from 'next';

import { WithBuyingNotes, WithSellingNotes } from '@/components/notes';
import { TicketDetails } from '@/components/ticket-details';
import { currentSession, findOwnOrder, findSeller, loadTicket } from '@/lib/server/loaders';

interface Props {
  readonly params: Promise<{ readonly ticketId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticketId } = await params;
  return { title: (await loadTicket(ticketId)).title };
}

export default async function TicketPage({ params }: Props) {
  const { ticketId } = await params;
  const [ticket, { user }] = await Promise.all([loadTicket(ticketId), currentSession()]);
  const isSeller = user?.id === ticket.userId;
  const isOnSale = !isSeller && ticket.orderId === undefined;
  const [ownOrder, seller] = await Promise.all([
    user && ticket.orderId ? findOwnOrder(ticket.orderId) : null,
    isOnSale ? findSeller(ticket.userId) : null,
  ]);

  const WithNotes = isSeller ? WithSellingNotes : WithBuyingNotes;

  return (
    <WithNotes>
      <TicketDetails
        ticket={ticket}
        isSeller={isSeller}
        isSignedIn={user !== null}
        ownOrder={ownOrder}
        seller={seller}
      />
    </WithNotes>
  );
}
