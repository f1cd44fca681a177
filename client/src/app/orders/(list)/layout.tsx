import type { ReactNode } from 'react';

import { beforeDocument } from '@/lib/server/before-document';
import { loadOrders } from '@/lib/server/loaders';

export default async function OrdersLayout({ children }: { children: ReactNode }) {
  await beforeDocument(loadOrders);
  return children;
}
