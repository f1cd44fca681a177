import type { Metadata } from 'next';

import { KeptOrders } from '@/components/kept-orders';
import { PageMessage } from '@/components/page-message';

export const metadata: Metadata = { title: 'No connection', robots: { index: false } };

/** The service worker shows it in place of a page that cannot be loaded. */
export default function OfflinePage() {
  return (
    <PageMessage title="There is no connection" isPageTitle action={<KeptOrders />}>
      This page cannot be loaded now. Try again when your device has a connection.
    </PageMessage>
  );
}
