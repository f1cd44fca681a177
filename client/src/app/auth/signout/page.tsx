import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { PageTitle } from '@/components/page-title';
import { SignOut } from '@/components/sign-out';

export const metadata: Metadata = { title: 'Sign out' };

export default function SignOutPage() {
  return (
    <Stack gap="lg">
      <PageTitle title="Signing you out" />
      <SignOut />
    </Stack>
  );
}
