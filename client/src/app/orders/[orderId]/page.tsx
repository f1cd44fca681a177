import type { Metadata } from 'next';

import { WithBuyingNotes } from '@/components/notes';
import { OrderDetails } from '@/components/order-details';
import { currentSession, findPayment, findTicket, loadOrder } from '@/lib/server/loaders';
import { readSettings } from '@/lib/server/settings';

export const metadata: Metadata = { title: 'Your order' };

interface Props {
  readonly params: Promise<{ readonly orderId: string }>;
}

export default async function OrderPage({ params }: Props) {
  const { orderId } = await params;
  const [first, { user }] = await Promise.all([loadOrder(orderId), currentSession()]);
  const [firstPayment, ticket] = await Promise.all([
    findPayment(orderId),
    findTicket(first.order.ticket.id),
  ]);

  return (
    <WithBuyingNotes>
      <OrderDetails
        first={first}
        firstPayment={firstPayment}
        payBy={readSettings(process.env).payBy}
        email={user?.email}
        isOwnTicket={ticket?.userId === first.order.userId}
      />
    </WithBuyingNotes>
  );
}
