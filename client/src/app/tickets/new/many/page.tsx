import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { ManyTickets } from '@/components/many-tickets';
import { WithSellingNotes } from '@/components/notes';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';
import { manyTicketsPath } from '@/lib/paths';
import { requireSession } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';
import { mostLines } from '@/lib/ticket-lines';

export const generateMetadata = titleOf('sell.many');

export default async function ManyTicketsPage() {
  const t = await getTranslations();
  await requireSession(manyTicketsPath);

  return (
    <Texts of={['sell', 'many']}>
      <Stack gap="xl">
        <PageTitle title={t('sell.many')}>{t('many.intro', { most: mostLines })}</PageTitle>
        <WithSellingNotes>
          <ManyTickets />
        </WithSellingNotes>
      </Stack>
    </Texts>
  );
}
