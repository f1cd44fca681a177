import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { ErrorAlert } from '@/components/error-alert';
import { EventGrid } from '@/components/event-grid';
import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { SearchForm } from '@/components/search-form';
import { WhileChecking } from '@/components/while-checking';
import { ApiError } from '@/lib/api/api-error';

import { pageMetadata } from '@/lib/page-metadata';
import { searchPath } from '@/lib/paths';
import { addressOf, readSearch, readShown, type SearchParams } from '@/lib/search-query';
import { searchEvents } from '@/lib/server/loaders';

interface Props {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const search = readSearch(await searchParams);
  const t = await getTranslations('search');
  return pageMetadata({
    title: search.q ? t('metaFor', { words: search.q }) : t('title'),
    description: t('description'),
    path: addressOf(searchPath, search, 1) ?? searchPath,
  });
}

export default async function SearchPage({ searchParams }: Props) {
  const t = await getTranslations('search');
  const params = await searchParams;
  const search = readSearch(params);
  const shown = readShown(params);
  const found = await searchEvents(search, shown).catch(wrongSearch);

  return (
    <Stack gap="xl">
      <PageTitle title={search.q ? t('titleFor', { words: search.q }) : t('title')} />
      <SearchForm search={search} />
      {found instanceof ApiError ? (
        <ErrorAlert error={found} />
      ) : found.items.length > 0 ? (
        <WhileChecking>
          <Stack component="section" aria-label={t('events')}>
            <p role="status">
              {t('found', {
                count: found.items.length,
                hasMore: found.nextQuery ? 'yes' : 'no',
              })}
            </p>
            <EventGrid
              events={found.items}
              more={found.nextQuery && addressOf(searchPath, search, shown + 1)}
            />
          </Stack>
        </WhileChecking>
      ) : (
        <PageMessage
          title={t('none')}
          action={
            <LinkButton href={searchPath} variant="default">
              {t('showAll')}
            </LinkButton>
          }
        >
          {t('noneText')}
        </PageMessage>
      )}
    </Stack>
  );
}

/** A value that the API refuses is shown beside the form. Every other error has its own page. */
function wrongSearch(error: unknown): ApiError {
  if (error instanceof ApiError && error.status === 400) return error;
  throw error;
}
