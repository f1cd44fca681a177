import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { DoorList } from '@/components/door-list';
import { LinkButton } from '@/components/link-button';
import { NewDoor } from '@/components/new-door';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { Texts } from '@/components/texts';
import { loadDoors, loadOwnEvents } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('doors.title');

export default async function DoorsPage() {
  const t = await getTranslations();
  const [doors, events] = await Promise.all([loadDoors(), loadOwnEvents()]);

  return (
    <Texts of={['doors']}>
      <Stack gap="xl">
        <PageTitle title={t('doors.title')}>{t('doors.intro')}</PageTitle>
        {events.length > 0 ? (
          <NewDoor events={events} />
        ) : (
          <PageMessage
            title={t('doors.none')}
            action={<LinkButton href="/tickets/new">{t('common.sellTicket')}</LinkButton>}
          >
            {t('doors.noneText')}
          </PageMessage>
        )}
        {doors.items.length > 0 && <DoorList first={doors} />}
      </Stack>
    </Texts>
  );
}
