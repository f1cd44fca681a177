import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ForgotPassword } from '@/components/forgot-password';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function ForgotPage() {
  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Forgot your password?">We send you a link to choose a new one.</PageTitle>
      <Panel>
        <ForgotPassword />
      </Panel>
    </Stack>
  );
}
