import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ForgotPassword } from '@/components/forgot-password';
import { Texts } from '@/components/texts';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('auth.forgotTitle');

export default function ForgotPage() {
  const t = useTranslations('auth');
  return (
    <Texts of={['auth']}>
      <Stack gap="xl" maw="26rem" mx="auto">
        <PageTitle title={t('forgotTitle')}>{t('forgotIntro')}</PageTitle>
        <Panel>
          <ForgotPassword />
        </Panel>
      </Stack>
    </Texts>
  );
}
