import { Anchor, Stack, Title } from '@mantine/core';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

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

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('home');
  return pageMetadata({ description: t('description'), path: '/' });
}

interface Props {
  readonly searchParams: Promise<SearchParams>;
}

export default async function HomePage({ searchParams }: Props) {
  const t = await getTranslations();
  const shown = readShown(await searchParams);
  const [events, tickets] = await Promise.all([findEvents(), loadTicketsOnSale(shown)]);

  return (
    <Stack gap="xl">
      <PageTitle title={t('home.title')}>{t('home.intro')}</PageTitle>
      <SearchForm search={{}} />
      {events.items.length > 0 && (
        <Stack component="section" aria-label={t('home.comingUp')}>
          <Title order={2}>{t('home.comingUp')}</Title>
          <EventGrid events={events.items} level={3} />
          {events.nextQuery !== null && (
            <p>
              <Anchor href={searchPath}>{t('home.allEvents')}</Anchor>
            </p>
          )}
        </Stack>
      )}
      {tickets.items.length > 0 ? (
        <Stack component="section" aria-label={t('home.title')}>
          <Title order={2}>{t('home.newOnSale')}</Title>
          <TicketList
            tickets={tickets.items}
            more={tickets.nextQuery && addressOf('/', {}, shown + 1)}
            level={3}
            isNewest
          />
        </Stack>
      ) : (
        <PageMessage
          title={t('home.none')}
          action={<LinkButton href="/tickets/new">{t('common.sellTicket')}</LinkButton>}
        >
          {t('home.noneText')}
        </PageMessage>
      )}
    </Stack>
  );
}
