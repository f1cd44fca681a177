'use client';

import { Stack, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';

import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { useRequest } from '@/hooks/use-request';
import { canCheckSignatures, cannotCheck } from '@/lib/door/check-code';
import type { DoorDesk } from '@/lib/door/door-desk';
import type { DoorList } from '@/lib/door/door-store';
import { formatSoon } from '@/lib/format';

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
    <Stack component="section" aria-label="Without a connection" gap="sm" align="flex-start">
      <Title order={2} size="h4">
        Without a connection
      </Title>
      {isSecure ? (
        <>
          <Text>
            {list
              ? `This device has the list of ${formatSoon(list.listedAt)}. Passes that are sold later are not in it.`
              : 'Load the list of passes while there is a connection. With it, this device can check codes alone.'}
          </Text>
          <ErrorAlert error={error} />
          <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
            {list ? 'Load the list again' : 'Load the list'}
          </BusyButton>
          <Text size="sm" c="dimmed">
            If one of two doors has no connection, both may let in the same code. The shop finds it
            later, and shows it to the seller.
          </Text>
          {!checksSignatures && <Text size="sm">{cannotCheck}</Text>}
          {isKept && (
            <Text size="sm" c="dimmed" role="status">
              This page is saved on the device, so it can also be opened again.
            </Text>
          )}
        </>
      ) : (
        <Text>
          This device can check codes only with a connection, because the page was not opened over
          https.
        </Text>
      )}
    </Stack>
  );
}
