import { OrderStatus } from '@ticketing-dev/common/contracts';

import { notFound } from 'next/navigation';

import { PrintedReceipt } from '@/components/printed-receipt';
import { Texts } from '@/components/texts';
import { receiptPath } from '@/lib/paths';
import { findSellerName, loadOrder, loadPayment } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('receipt.title');

interface Props {
  readonly params: Promise<{ readonly orderId: string }>;
}

export default async function ReceiptPage({ params }: Props) {
  const { orderId } = await params;
  const { order } = await loadOrder(orderId, receiptPath(orderId));
  if (order.status !== OrderStatus.Complete) notFound();
  const [payment, sellerName] = await Promise.all([
    loadPayment(orderId),
    findSellerName(order.ticket.userId),
  ]);
  return (
    <Texts of={['receipt']}>
      <PrintedReceipt order={order} payment={payment} sellerName={sellerName} />
    </Texts>
  );
}
