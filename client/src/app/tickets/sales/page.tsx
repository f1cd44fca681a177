import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { SaleList } from '@/components/sale-list';
import { loadSales, loadSumOfSales } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'My sales' };

interface Props {
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export default async function SalesPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const last = typeof after === 'string' ? after : undefined;
  const [page, sum] = await Promise.all([loadSales(last), loadSumOfSales()]);

  return (
    <Stack gap="xl">
      <PageTitle title="My sales">What you have sold, to whom and for how much.</PageTitle>
      {page.sales.length > 0 ? (
        <SaleList page={page} sum={sum} />
      ) : (
        <PageMessage
          title="You have sold nothing yet"
          action={<LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
        >
          A ticket appears here when its buyer has paid.
        </PageMessage>
      )}
    </Stack>
  );
}
