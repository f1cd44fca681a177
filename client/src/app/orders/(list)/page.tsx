import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { OrderList } from '@/components/order-list';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { loadOrders } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'My orders' };

export default async function OrdersPage() {
  const orders = await loadOrders();

  return (
    <Stack gap="xl">
      <PageTitle title="My orders">What you bought, with its codes.</PageTitle>
      {orders.items.length > 0 ? (
        <OrderList first={orders} />
      ) : (
        <PageMessage
          title="You have not ordered anything yet"
          action={<LinkButton href="/">See tickets on sale</LinkButton>}
        >
          What you buy appears here. Orders that you still have to pay come first.
        </PageMessage>
      )}
    </Stack>
  );
}
