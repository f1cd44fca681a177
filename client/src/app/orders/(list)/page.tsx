import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { OrderList } from '@/components/order-list';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';
import { loadOrders } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('common.myOrders');

export default async function OrdersPage() {
  const t = await getTranslations();
  const orders = await loadOrders();

  return (
    <Texts of={['orders']}>
      <Stack gap="xl">
        <PageTitle title={t('common.myOrders')}>{t('orders.intro')}</PageTitle>
        {orders.items.length > 0 ? (
          <OrderList first={orders} />
        ) : (
          <PageMessage
            title={t('orders.none')}
            action={<LinkButton href="/">{t('common.seeTickets')}</LinkButton>}
          >
            {t('orders.noneText')}
          </PageMessage>
        )}
      </Stack>
    </Texts>
  );
}
