'use client';

import { Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useLinkToken } from '@/hooks/use-link-token';
import { useRequest } from '@/hooks/use-request';
import { proveEmail } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { LinkButton } from './link-button';

/** Proves an e-mail address by the link of a mail. It asks for a click, because mail scanners open links too. */
export function ProveEmail() {
  const token = useLinkToken();
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await proveEmail(token ?? '');
      setIsDone(true);
    }, [token]),
  );

  if (isDone) {
    return (
      <Stack role="status">
        <Text>Your address is confirmed.</Text>
        <LinkButton href="/">See tickets on sale</LinkButton>
      </Stack>
    );
  }
  if (token === '' || error?.items.some(({ code }) => code === 'LINK_INVALID')) {
    return (
      <Stack role="alert">
        <Text>This link is not valid any more. A link works once, and for a day.</Text>
        <LinkButton href="/account">Go to your account</LinkButton>
      </Stack>
    );
  }
  return (
    <Stack>
      <ErrorAlert error={error} />
      <BusyButton
        fullWidth
        isBusy={isBusy}
        disabled={token === undefined}
        onClick={() => void run()}
      >
        Confirm this address
      </BusyButton>
    </Stack>
  );
}
