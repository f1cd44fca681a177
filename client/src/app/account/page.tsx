import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { Account } from '@/components/account';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';
import { loadAccount } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('account.title');

export default async function AccountPage() {
  const t = await getTranslations('account');
  const account = await loadAccount();

  return (
    <Texts of={['account', 'auth']}>
      <Stack gap="xl" maw="36rem">
        <PageTitle title={t('title')} />
        <Account account={account} />
      </Stack>
    </Texts>
  );
}
