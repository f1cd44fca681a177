import { Stack, Text, Title } from '@mantine/core';
import type { AccountBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useFormats } from '@/hooks/use-formats';

import { ChangePassword } from './change-password';
import { DeleteAccount } from './delete-account';
import { EmailProof } from './email-proof';
import { ExportData } from './export-data';
import { Panel } from './panel';
import { PublicName } from './public-name';
import { SignOutEverywhere } from './sign-out-everywhere';
import { WhileChecking } from './while-checking';

export function Account({ account }: { account: AccountBody }) {
  const t = useTranslations();
  const formats = useFormats();
  return (
    <WhileChecking>
      <Stack gap="xl">
        <Part title={t('account.you')}>
          <Text>
            {t('account.since', { email: account.email, day: formats.day(account.since) })}
          </Text>
          <EmailProof isProven={account.emailProvenAt !== undefined} />
          <PublicName name={account.name ?? ''} />
        </Part>
        <Part title={t('common.password')}>
          <ChangePassword />
        </Part>
        <Part title={t('account.sessions')}>
          <SignOutEverywhere />
        </Part>
        <Part title={t('account.data')}>
          <ExportData />
        </Part>
        <Part title={t('account.deleteTitle')}>
          <DeleteAccount />
        </Part>
      </Stack>
    </WhileChecking>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel>
      <Stack>
        <Title order={2} size="h3">
          {title}
        </Title>
        {children}
      </Stack>
    </Panel>
  );
}
