import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { NewTicket } from '@/components/new-ticket';
import { WithSellingNotes } from '@/components/notes';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { signInPath } from '@/lib/paths';
import { currentSession } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Sell a ticket' };

export default async function NewTicketPage() {
  const { user, isKnown } = await currentSession();
  if (isKnown && !user) redirect(signInPath('/tickets/new'));

  return (
    <Stack gap="xl">
      <PageTitle title="Sell a ticket">
        It is on sale at once. You can change it until somebody reserves it.
      </PageTitle>
      <WithSellingNotes>
        <Panel>
          <NewTicket />
        </Panel>
      </WithSellingNotes>
    </Stack>
  );
}
