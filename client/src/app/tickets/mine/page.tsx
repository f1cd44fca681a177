import { Group, Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { OwnTicketList } from '@/components/own-ticket-list';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { doorsPath, salesPath } from '@/lib/paths';
import { loadOwnTickets } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'My tickets for sale' };

export default async function OwnTicketsPage() {
  const tickets = await loadOwnTickets();

  return (
    <Stack gap="xl">
      <PageTitle title="My tickets for sale">What you sell, and what has become of it.</PageTitle>
      <Group>
        <LinkButton href={salesPath} variant="default" prefetch={false}>
          My sales
        </LinkButton>
        <LinkButton href={doorsPath} variant="default" prefetch={false}>
          Doors for your events
        </LinkButton>
      </Group>
      {tickets.items.length > 0 ? (
        <OwnTicketList first={tickets} />
      ) : (
        <PageMessage
          title="You sell no tickets yet"
          action={<LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
        >
          Tickets that you put on sale appear here, also when they are held or sold.
        </PageMessage>
      )}
    </Stack>
  );
}
