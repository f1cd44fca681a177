import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { SaleList } from '@/components/sale-list';
import { loadSales, loadSumOfSales } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('shell.mySales');

interface Props {
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export default async function SalesPage({ searchParams }: Props) {
  const t = await getTranslations();
  const { after } = await searchParams;
  const last = typeof after === 'string' ? after : undefined;
  const [page, sum] = await Promise.all([loadSales(last), loadSumOfSales()]);

  return (
    <Stack gap="xl">
      <PageTitle title={t('shell.mySales')}>{t('sales.intro')}</PageTitle>
      {page.sales.length > 0 ? (
        <SaleList page={page} sum={sum} />
      ) : (
        <PageMessage
          title={t('sales.none')}
          action={<LinkButton href="/tickets/new">{t('common.sellTicket')}</LinkButton>}
        >
          {t('sales.noneText')}
        </PageMessage>
      )}
    </Stack>
  );
}
