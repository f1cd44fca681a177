import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';

import { EventHeading } from '@/components/event-heading';
import { JsonLd } from '@/components/json-ld';
import { TicketList } from '@/components/ticket-list';
import { eventOf } from '@/lib/event-and-seat';
import { eventJsonLd } from '@/lib/event-json-ld';
import { formatsOf } from '@/lib/format';
import { pageMetadata } from '@/lib/page-metadata';
import { eventPath } from '@/lib/paths';
import { addressOf, readShown, type SearchParams } from '@/lib/search-query';
import { descriptionOf } from '@/lib/server/description-of';
import { loadTicketsOfEvent } from '@/lib/server/loaders';
import { shopAddress } from '@/lib/server/shop-address';

interface Props {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  const { cheapest } = await loadTicketsOfEvent(key, 1);
  return pageMetadata({
    title: eventOf(cheapest),
    description: await descriptionOf(cheapest),
    path: eventPath(key),
    picture: `/tickets/${cheapest.id}/cover.png`,
  });
}

export default async function EventPage({ params, searchParams }: Props) {
  const t = await getTranslations('event');
  const { key } = await params;
  const shown = readShown(await searchParams);
  const { cheapest, items, nextQuery } = await loadTicketsOfEvent(key, shown);
  const address = shopAddress(await headers());

  return (
    <Stack gap="xl">
      <JsonLd data={eventJsonLd(cheapest, address ?? '')} />
      <EventHeading ticket={cheapest} />
      <Text size="lg">
        {t('facts', {
          price: formatsOf(await getLocale()).price(cheapest.price),
          count: items.length,
          hasMore: nextQuery ? 'yes' : 'no',
        })}
      </Text>
      <section aria-label={t('tickets')}>
        <TicketList tickets={items} more={nextQuery && addressOf(eventPath(key), {}, shown + 1)} />
      </section>
    </Stack>
  );
}
