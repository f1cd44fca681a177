import { Group, Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { LinkButton } from '@/components/link-button';
import { OwnTicketList } from '@/components/own-ticket-list';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';
import { doorsPath, salesPath } from '@/lib/paths';
import { loadOwnTickets } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('mine.title');

export default async function OwnTicketsPage() {
  const t = await getTranslations();
  const tickets = await loadOwnTickets();

  return (
    <Texts of={['mine']}>
      <Stack gap="xl">
        <PageTitle title={t('mine.title')}>{t('mine.intro')}</PageTitle>
        <Group>
          <LinkButton href={salesPath} variant="default" prefetch={false}>
            {t('shell.mySales')}
          </LinkButton>
          <LinkButton href={doorsPath} variant="default" prefetch={false}>
            {t('mine.doors')}
          </LinkButton>
        </Group>
        {tickets.items.length > 0 ? (
          <OwnTicketList first={tickets} />
        ) : (
          <PageMessage
            title={t('mine.none')}
            action={<LinkButton href="/tickets/new">{t('common.sellTicket')}</LinkButton>}
          >
            {t('mine.noneText')}
          </PageMessage>
        )}
      </Stack>
    </Texts>
  );
}
