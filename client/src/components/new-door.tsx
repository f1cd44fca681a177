'use client';

import { NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import type { NewDoorBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useFormats } from '@/hooks/use-formats';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { createDoor, type DoorDraft } from '@/lib/api/doors';
import type { Formats } from '@/lib/format';
import type { OwnEvent } from '@/lib/own-events';
import { doorsPath } from '@/lib/paths';

import { BusyButton } from './busy-button';
import { DoorLink } from './door-link';
import { ErrorAlert } from './error-alert';
import { Panel } from './panel';

const fields = ['ticketId', 'name', 'hours'] as const;

export function NewDoor({ events }: { events: readonly OwnEvent[] }) {
  const t = useTranslations();
  const formats = useFormats();
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
            {t('doors.new')}
          </Title>
          <ErrorAlert error={error} fields={fields} />
          <NativeSelect
            label={t('common.event')}
            name="ticketId"

            data={events.map((event) => ({
              value: event.ticketId,
              label: labelOf(event, formats),
            }))}
            key={form.key('ticketId')}
            {...form.getInputProps('ticketId')}
          />
          <TextInput
            label={t('doors.name')}
            description={t('doors.nameHelp')}
            name="name"

            maxLength={60}
            autoComplete="off"
            dir="auto"
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('doors.hours')}
            description={t('doors.hoursHelp')}
            name="hours"

            maw="14rem"
            inputMode="numeric"
            autoComplete="off"
            key={form.key('hours')}
            {...form.getInputProps('hours')}
          />
          <BusyButton type="submit" isBusy={isBusy}>
            {t('doors.make')}
          </BusyButton>
        </Stack>
      </form>
    </Panel>
  );
}

const labelOf = ({ name, startsAt, timeZone }: OwnEvent, { eventTime }: Formats): string =>
  startsAt === undefined ? name : `${name} · ${eventTime(startsAt, timeZone)}`;
