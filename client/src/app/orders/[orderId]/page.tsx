import type { Metadata } from 'next';

import { WithBuyingNotes } from '@/components/notes';
import { OrderDetails } from '@/components/order-details';
import { currentSession, findPayment, loadOrder } from '@/lib/server/loaders';
import { readSettings } from '@/lib/server/settings';

export const metadata: Metadata = { title: 'Your order' };

interface Props {
  readonly params: Promise<{ readonly orderId: string }>;
}

export default async function OrderPage({ params }: Props) {
  const { orderId } = await params;
  const [first, { user }] = await Promise.all([loadOrder(orderId), currentSession()]);

  return (
    <WithBuyingNotes>
      <OrderDetails
        first={first}
        firstPayment={await findPayment(orderId)}
        publishableKey={readSettings(process.env).stripePublishableKey}
        email={user?.email}
      />
    </WithBuyingNotes>
  );
}
