import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { NewTicket } from '@/components/new-ticket';
import { WithSellingNotes } from '@/components/notes';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { Texts } from '@/components/texts';
import { manyTicketsPath } from '@/lib/paths';
import { requireSession } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('sell.title');

export default async function NewTicketPage() {
  const t = await getTranslations('sell');
  await requireSession('/tickets/new');

  return (
    <Texts of={['sell']}>
      <Stack gap="xl">
        <PageTitle title={t('title')}>{t('intro')}</PageTitle>
        <WithSellingNotes>
          <Stack miw={0}>
            <Panel>
              <NewTicket />
            </Panel>
            <div>
              <LinkButton href={manyTicketsPath} variant="default">
                {t('many')}
              </LinkButton>
            </div>
          </Stack>
        </WithSellingNotes>
      </Stack>
    </Texts>
  );
}
