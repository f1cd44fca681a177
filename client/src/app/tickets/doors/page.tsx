import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { DoorList } from '@/components/door-list';
import { LinkButton } from '@/components/link-button';
import { NewDoor } from '@/components/new-door';
import { PageMessage } from '@/components/page-message';
import { PageTitle } from '@/components/page-title';
import { loadDoors, loadOwnEvents } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Doors' };

export default async function DoorsPage() {
  const [doors, events] = await Promise.all([loadDoors(), loadOwnEvents()]);

  return (
    <Stack gap="xl">
      <PageTitle title="Doors">
        A door is a link for the people who let your buyers in. It checks the passes of one event.
      </PageTitle>
      {events.length > 0 ? (
        <NewDoor events={events} />
      ) : (
        <PageMessage
          title="You sell no tickets yet"
          action={<LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
        >
          A door is for an event of your own tickets.
        </PageMessage>
      )}
      {doors.items.length > 0 && <DoorList first={doors} />}
    </Stack>
  );
}
