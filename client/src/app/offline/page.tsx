import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { KeptOrders } from '@/components/kept-orders';
import { PageMessage } from '@/components/page-message';
import { Texts } from '@/components/texts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('offline');
  return { title: t('title'), robots: { index: false } };
}

/** The service worker shows it in place of a page that cannot be loaded. */
export default async function OfflinePage() {
  const t = await getTranslations('offline');
  return (
    <Texts of={['offline']}>
      <PageMessage title={t('heading')} isPageTitle action={<KeptOrders />}>
        {t('text')}
      </PageMessage>
    </Texts>
  );
}
