'use client';

import { Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { askEmailProof } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

export function EmailProof({ isProven }: { isProven: boolean }) {
  const [isAsked, setIsAsked] = useState(false);
  const orSignIn = useSignInRedirect('/account');
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await orSignIn(askEmailProof());
      setIsAsked(true);
    }, [orSignIn]),
  );

  if (isProven) return <Text c="dimmed">Your address is confirmed.</Text>;
  if (isAsked) {
    return <Text role="status">A mail with a link is on its way. The link works for a day.</Text>;
  }
  return (
    <Stack>
      <ErrorAlert error={error} />
      <Group>
        <Text c="dimmed">Your address is not confirmed.</Text>
        <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
          Send me a link
        </BusyButton>
      </Group>
    </Stack>
  );
}
