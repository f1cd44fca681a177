import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ProveEmail } from '@/components/prove-email';
import { Texts } from '@/components/texts';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('auth.proofTitle');

export default function ProofPage() {
  const t = useTranslations('auth');
  return (
    <Texts of={['auth']}>
      <Stack gap="xl" maw="26rem" mx="auto">
        <PageTitle title={t('proofTitle')}>{t('proofIntro')}</PageTitle>
        <Panel>
          <ProveEmail />
        </Panel>
      </Stack>
    </Texts>
  );
}
