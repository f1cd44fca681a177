import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { NewTicket } from '@/components/new-ticket';
import { WithSellingNotes } from '@/components/notes';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { manyTicketsPath } from '@/lib/paths';
import { requireSession } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Sell a ticket' };

export default async function NewTicketPage() {
  await requireSession('/tickets/new');

  return (
    <Stack gap="xl">
      <PageTitle title="Sell a ticket">
        It is on sale at once. You can change it until somebody reserves it.
      </PageTitle>
      <WithSellingNotes>
        <Stack miw={0}>
          <Panel>
            <NewTicket />
          </Panel>
          <div>
            <LinkButton href={manyTicketsPath} variant="default">
              Sell many tickets
            </LinkButton>
          </div>
        </Stack>
      </WithSellingNotes>
    </Stack>
  );
}
