'use client';

import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';

import { useErrorText } from '@/hooks/use-error-text';
import { useFormats } from '@/hooks/use-formats';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { useRequest } from '@/hooks/use-request';
import { canCheckSignatures, cannotCheck } from '@/lib/door/check-code';
import type { DoorDesk } from '@/lib/door/door-desk';
import type { DoorList } from '@/lib/door/door-store';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

interface Props {
  readonly desk: DoorDesk;
  readonly list: DoorList | null;
  /** Whether the page itself opens without a connection. */
  readonly isKept: boolean;
  readonly onPrepared: () => Promise<void>;
}

export function DoorOffline({ desk, list, isKept, onPrepared }: Props) {
  const t = useTranslations('door');
  const formats = useFormats();
  const errorText = useErrorText();
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await desk.prepare();
      await onPrepared();
    }, [desk, onPrepared]),
  );
  const [checksSignatures, setChecksSignatures] = useState(true);
  const isInBrowser = useIsInBrowser();
  const isSecure = !isInBrowser || window.isSecureContext;

  useEffect(() => {
    void canCheckSignatures().then(setChecksSignatures);
  }, []);

  return (
    <Stack component="section" aria-label={t('offline')} gap="sm" align="flex-start">
      <Title order={2} size="h4">
        {t('offline')}
      </Title>
      {isSecure ? (
        <>
          <Text>{list ? t('hasList', { time: formats.soon(list.listedAt) }) : t('needsList')}</Text>
          <ErrorAlert error={error} />
          <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
            {t(list ? 'loadAgain' : 'load')}
          </BusyButton>
          <Text size="sm" c="dimmed">
            {t('twoDoors')}
          </Text>
          {!checksSignatures && <Text size="sm">{errorText(cannotCheck)}</Text>}
          {isKept && (
            <Text size="sm" c="dimmed" role="status">
              {t('kept')}
            </Text>
          )}
        </>
      ) : (
        <Text>{t('notSecure')}</Text>
      )}
    </Stack>
  );
}
