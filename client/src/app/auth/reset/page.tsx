import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ResetPassword } from '@/components/reset-password';

export const metadata: Metadata = { title: 'Choose a new password' };

export default function ResetPage() {
  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Choose a new password">It ends all your sessions.</PageTitle>
      <Panel>
        <ResetPassword />
      </Panel>
    </Stack>
  );
}
