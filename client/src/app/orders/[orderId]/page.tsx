import { OrderStatus } from '@ticketing-dev/common/contracts';
import type { Metadata } from 'next';

import { OrderDetails } from '@/components/order-details';
import { Texts } from '@/components/texts';
import {
  currentSession,
  findPass,
  findPayment,
  findSellerName,
  findTicket,
  loadOrder,
} from '@/lib/server/loaders';
import { readSettings } from '@/lib/server/settings';

interface Props {
  readonly params: Promise<{ readonly orderId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { order } = await loadOrder((await params).orderId);
  return { title: order.ticket.title };
}

export default async function OrderPage({ params }: Props) {
  const { orderId } = await params;
  const [first, { user }] = await Promise.all([loadOrder(orderId), currentSession()]);
  const { status, ticket } = first.order;
  const [firstPayment, ticketNow, firstPass, sellerName] = await Promise.all([
    findPayment(orderId),
    findTicket(ticket.id),
    status === OrderStatus.Complete ? findPass(orderId) : null,
    findSellerName(ticket.userId),
  ]);

  return (
    <Texts of={['history', 'order', 'orders', 'pay', 'pass', 'receipt', 'notes', 'ticket']}>
      <OrderDetails
        first={first}
        firstPayment={firstPayment}
        firstPass={firstPass}
        payBy={readSettings(process.env).payBy}
        email={user?.email}
        isOwnTicket={ticketNow?.userId === first.order.userId}
        sellerName={sellerName}
      />
    </Texts>
  );
}
