'use client';

import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useAdmission } from '@/hooks/use-admission';
import type { OpenDoor as OpenDoorData } from '@/hooks/use-door';
import { useDoorDesk } from '@/hooks/use-door-desk';
import { useDoorState } from '@/hooks/use-door-state';
import { useFormats } from '@/hooks/use-formats';
import { useKeptPage } from '@/hooks/use-kept-page';

import { doorPath } from '@/lib/paths';

import { DoorCamera } from './door-camera';
import { DoorCodeForm } from './door-code-form';
import { DoorConnection } from './door-connection';
import { DoorOffline } from './door-offline';
import { DoorRecords } from './door-records';
import { DoorVerdict } from './door-verdict';
import classes from './open-door.module.css';
import { Panel } from './panel';

interface Props {
  readonly door: OpenDoorData;
  readonly onRefused: () => void;
}

export function OpenDoor({ door, onRefused }: Props) {
  const t = useTranslations('door');
  const formats = useFormats();
  const desk = useDoorDesk(door);
  const { state, isConnected, list, unsent, conflicts, refresh } = useDoorState(
    door,
    desk,
    onRefused,
  );
  const { shown, check, next, stop } = useAdmission(
    desk,
    useCallback(() => void refresh(), [refresh]),
  );
  const isKept = useKeptPage('door', doorPath, 'id="door"');

  return (
    <>
      <Stack gap="lg" maw="36rem" inert={shown !== null}>
        <div>
          <Title order={1} size="h2" dir="auto" className={classes.name}>
            {state.name}
          </Title>
          <Text fw={600} dir="auto" className={classes.name}>
            {state.eventName}
          </Text>
          <Text c="dimmed">
            {state.startsAt && <>{formats.eventTime(state.startsAt, state.timeZone)}</>}
            {state.startsAt && state.venue && ' · '}
            {state.venue}
          </Text>
          <Text className={classes.count}>
            {t('admitted', { admitted: state.admitted, sold: state.sold })}
          </Text>
          <DoorConnection isConnected={isConnected} list={list} unsent={unsent} />
        </div>
        <Panel>
          <Stack gap="xl">
            <DoorCodeForm check={check} hasFocus={shown === null} />
            <DoorCamera isPaused={shown !== null} onCode={(code) => void check(code)} />
          </Stack>
        </Panel>
        <DoorRecords conflicts={conflicts} />
        <DoorOffline desk={desk} list={list} isKept={isKept} onPrepared={refresh} />
      </Stack>
      <DoorVerdict shown={shown} next={next} stop={stop} />
    </>
  );
}
