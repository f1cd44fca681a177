'use client';

import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { NewDoorBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

import { doorPath } from '@/lib/paths';

import { Panel } from './panel';
import { QrCode } from './qr-code';

/** The link of a new door. It is shown once, because the shop stores only a hash of it. */
export function DoorLink({ door, onDone }: { door: NewDoorBody; onDone: () => void }) {
  const t = useTranslations('doors');
  const { copy, copied } = useClipboard();
  const input = useRef<HTMLInputElement>(null);
  const link = `${location.origin}${doorPath}#${door.token}`;

  useEffect(() => {
    input.current?.select();
  }, []);

  return (
    <Panel>
      <Stack>
        <Title order={2} size="h4" dir="auto">
          {door.name}
        </Title>
        <Text>{t('sendLink')}</Text>
        <TextInput ref={input} label={t('link')} value={link} readOnly />
        <Group>
          <Button
            onClick={() => {
              copy(link);
            }}
          >
            {t(copied ? 'copied' : 'copy')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('done')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {t('orScan')}
        </Text>
        <QrCode text={link} label={t('qr')} />
      </Stack>
    </Panel>
  );
}
