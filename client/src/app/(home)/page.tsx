import { Anchor, Stack, Title } from '@mantine/core';

import { EventGrid } from '@/components/event-grid';
import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { SearchForm } from '@/components/search-form';
import { TicketList } from '@/components/ticket-list';
import { pageMetadata } from '@/lib/page-metadata';
import { searchPath } from '@/lib/paths';
import { addressOf, readShown, type SearchParams } from '@/lib/search-query';
import { findEvents, loadTicketsOnSale } from '@/lib/server/loaders';

export const metadata = pageMetadata({
  description:
    'Tickets for concerts, theatre and sport, from people who cannot go. Your seat is held while you pay, and sold only once.',
  path: '/',
});

interface Props {
  readonly searchParams: Promise<SearchParams>;
}

export default async function HomePage({ searchParams }: Props) {
  const shown = readShown(await searchParams);
  const [events, tickets] = await Promise.all([findEvents(), loadTicketsOnSale(shown)]);

  return (
    <Stack gap="xl">
      <PageTitle title="Tickets on sale">
        From people who cannot go, for people who can. Choose one and it is held for you while you
        pay.
      </PageTitle>
      <SearchForm search={{}} />
      {events.items.length > 0 && (
        <Stack component="section" aria-label="Coming up">
          <Title order={2}>Coming up</Title>
          <EventGrid events={events.items} level={3} />
          {events.nextQuery !== null && (
            <p>
              <Anchor href={searchPath}>All events</Anchor>
            </p>
          )}
        </Stack>
      )}
      {tickets.items.length > 0 ? (
        <Stack component="section" aria-label="Tickets on sale">
          <Title order={2}>New on sale</Title>
          <TicketList
            tickets={tickets.items}
            more={tickets.nextQuery && addressOf('/', {}, shown + 1)}
            level={3}
            isNewest
          />
        </Stack>
      ) : (
        <PageMessage
          title="No tickets on sale right now"
          action={<LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
        >
          Have a ticket that you cannot use? Put it on sale here.
        </PageMessage>
      )}
    </Stack>
  );
}
