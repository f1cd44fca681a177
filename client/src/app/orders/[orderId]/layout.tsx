import type { ReactNode } from 'react';

import { beforeDocument } from '@/lib/server/before-document';
import { loadOrder } from '@/lib/server/loaders';

interface Props {
  readonly params: Promise<{ readonly orderId: string }>;
  readonly children: ReactNode;
}

export default async function OrderLayout({ params, children }: Props) {
  const { orderId } = await params;
  await beforeDocument(() => loadOrder(orderId));
  return children;
}
