import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ResetPassword } from '@/components/reset-password';
import { Texts } from '@/components/texts';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('auth.resetTitle');

export default function ResetPage() {
  const t = useTranslations('auth');
  return (
    <Texts of={['auth']}>
      <Stack gap="xl" maw="26rem" mx="auto">
        <PageTitle title={t('resetTitle')}>{t('resetIntro')}</PageTitle>
        <Panel>
          <ResetPassword />
        </Panel>
      </Stack>
    </Texts>
  );
}
