import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';

import { ApiDocument } from '@/components/api-document';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('site.api'), description: t('apiPage.description') };
}

export default function ApiPage() {
  const t = useTranslations('site');
  return (
    <Stack gap="xl">
      <PageTitle title={t('api')} />
      <Texts of={['apiPage']}>
        <ApiDocument />
      </Texts>
    </Stack>
  );
}
