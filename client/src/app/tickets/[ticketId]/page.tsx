import type { Metadata } from 'next';

import { TicketDetails } from '@/components/ticket-details';
import { currentSession, findOwnOrder, loadTicket } from '@/lib/server/loaders';

type Props = PageProps<'/tickets/[ticketId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticketId } = await params;
  return { title: (await loadTicket(ticketId)).title };
}

export default async function TicketPage({ params }: Props) {
  const { ticketId } = await params;
  const [ticket, { user }] = await Promise.all([loadTicket(ticketId), currentSession()]);
  const ownOrder = user && ticket.orderId ? await findOwnOrder(ticket.orderId) : null;

  return <TicketDetails ticket={ticket} isSeller={user?.id === ticket.userId} ownOrder={ownOrder} />;
}
