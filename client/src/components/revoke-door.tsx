'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { DoorBody } from '@ticketing-dev/common/contracts';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { revokeDoor } from '@/lib/api/doors';
import { doorsPath } from '@/lib/paths';

import { ErrorAlert } from './error-alert';

export function RevokeDoor({ door }: { door: DoorBody }) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(doorsPath);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await orSignIn(revokeDoor(door.id));
      close();
      reload();
    }, [close, door.id, orSignIn, reload]),
  );

  return (
    <>
      <Button
        variant="default"

        onClick={open}
        aria-label={`Revoke ${door.name}`}
      >
        Revoke
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title="Revoke this door?"
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <ErrorAlert error={error} />
          <Text>
            The link of <bdi>{door.name}</bdi> stops working. A device that has no connection learns
            it only when it is connected again, and what it has not sent by then stays unknown.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button color="red.9" loading={isBusy} onClick={() => void run()}>
              Yes, revoke it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
