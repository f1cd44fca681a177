'use client';

import { NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import type { NewDoorBody } from '@ticketing-dev/common/contracts';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { createDoor, type DoorDraft } from '@/lib/api/doors';
import { formatEventTime } from '@/lib/format';
import type { OwnEvent } from '@/lib/own-events';
import { doorsPath } from '@/lib/paths';

import { BusyButton } from './busy-button';
import { DoorLink } from './door-link';
import { ErrorAlert } from './error-alert';
import { Panel } from './panel';

const fields = ['ticketId', 'name', 'hours'] as const;

export function NewDoor({ events }: { events: readonly OwnEvent[] }) {
  const [made, setMade] = useState<NewDoorBody | null>(null);
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(doorsPath);
  const { form, onSubmit, isBusy, error } = useApiForm<Record<(typeof fields)[number], string>>(
    { ticketId: events[0]?.ticketId ?? '', name: '', hours: '24' },
    useCallback(
      async (draft: DoorDraft) => {
        setMade(await orSignIn(createDoor(draft)));
        reload();
      },
      [orSignIn, reload],
    ),
  );

  if (made) {
    return (
      <DoorLink
        door={made}
        onDone={() => {
          setMade(null);
        }}
      />
    );
  }
  return (
    <Panel>
      <form method="post" onSubmit={onSubmit} noValidate>
        <Stack>
          <Title order={2} size="h4">
            New door
          </Title>
          <ErrorAlert error={error} fields={fields} />
          <NativeSelect
            label="Event"
            name="ticketId"

            data={events.map((event) => ({ value: event.ticketId, label: labelOf(event) }))}
            key={form.key('ticketId')}
            {...form.getInputProps('ticketId')}
          />
          <TextInput
            label="Name of the door"
            description="Such as “North gate”. Buyers see it when their pass was used."
            name="name"

            maxLength={60}
            autoComplete="off"
            dir="auto"
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            label="The link works for"
            description="In hours, up to 336 (two weeks)"
            name="hours"

            maw="14rem"
            inputMode="numeric"
            autoComplete="off"
            key={form.key('hours')}
            {...form.getInputProps('hours')}
          />
          <BusyButton type="submit" isBusy={isBusy}>
            Make the link
          </BusyButton>
        </Stack>
      </form>
    </Panel>
  );
}

const labelOf = ({ name, startsAt, timeZone }: OwnEvent): string =>
  startsAt === undefined ? name : `${name} · ${formatEventTime(startsAt, timeZone)}`;
