import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { ProveEmail } from '@/components/prove-email';

export const metadata: Metadata = { title: 'Confirm your e-mail address' };

export default function ProofPage() {
  return (
    <Stack gap="xl" maw="26rem" mx="auto">
      <PageTitle title="Confirm your e-mail address">
        Then we know that our mails reach you.
      </PageTitle>
      <Panel>
        <ProveEmail />
      </Panel>
    </Stack>
  );
}
