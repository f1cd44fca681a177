import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { Account } from '@/components/account';
import { PageTitle } from '@/components/page-title';
import { loadAccount } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const account = await loadAccount();

  return (
    <Stack gap="xl" maw="36rem">
      <PageTitle title="Your account" />
      <Account account={account} />
    </Stack>
  );
}
