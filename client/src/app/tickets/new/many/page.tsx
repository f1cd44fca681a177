import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { ManyTickets } from '@/components/many-tickets';
import { WithSellingNotes } from '@/components/notes';
import { PageTitle } from '@/components/page-title';
import { manyTicketsPath } from '@/lib/paths';
import { requireSession } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Sell many tickets' };

export default async function ManyTicketsPage() {
  await requireSession(manyTicketsPath);

  return (
    <Stack gap="xl">
      <PageTitle title="Sell many tickets">
        Put a row of seats on sale, or up to 500 tickets from a file.
      </PageTitle>
      <WithSellingNotes>
        <ManyTickets />
      </WithSellingNotes>
    </Stack>
  );
}
