'use client';

import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useCallback, useEffect } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useRequest } from '@/hooks/use-request';
import { signOut } from '@/lib/api/users';

import { ErrorAlert } from './error-alert';

export function SignOut() {
  const { go } = useNavigation();
  const { run, error } = useRequest(
    useCallback(async () => {
      await signOut();
      go('/');
    }, [go]),
  );

  useEffect(() => {
    void run();
  }, [run]);

  if (error) {
    return (
      <Stack align="flex-start">
        <ErrorAlert error={error} />
        <Text>You are still signed in.</Text>
        <Button onClick={() => void run()}>Try again</Button>
      </Stack>
    );
  }
  return (
    <Group role="status">
      <Loader size="sm" />
      <Text>One moment…</Text>
    </Group>
  );
}
