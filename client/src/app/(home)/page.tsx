import { Stack } from '@mantine/core';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { TicketList } from '@/components/ticket-list';
import { pageMetadata } from '@/lib/page-metadata';
import { loadTicketsOnSale } from '@/lib/server/loaders';

export const metadata = pageMetadata({
  description:
    'Tickets for concerts, theatre and sport, from people who cannot go. Your seat is held while you pay, and sold only once.',
  path: '/',
});

export default async function HomePage() {
  const tickets = await loadTicketsOnSale();

  return (
    <Stack gap="xl">
      <PageTitle title="Tickets on sale">
        From people who cannot go, for people who can. Choose one and it is held for you while you
        pay.
      </PageTitle>
      {tickets.items.length > 0 ? (
        <TicketList first={tickets} />
      ) : (
        <PageMessage
          title="No tickets on sale right now"
          action={<LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
        >
          Everything is sold or held by somebody. Have a ticket that you cannot use? Be the first.
        </PageMessage>
      )}
    </Stack>
  );
}
