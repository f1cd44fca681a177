'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { takeOffSale } from '@/lib/api/tickets';

import { ErrorAlert } from './error-alert';

interface Props {
  readonly ticketId: string;
  /** Whether somebody is buying the ticket now. */
  readonly isHeld: boolean;
}

export function TakeOffSale({ ticketId, isHeld }: Props) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await orSignIn(takeOffSale(ticketId));
      close();
      reload();
    }, [close, orSignIn, reload, ticketId]),
  );

  return (
    <>
      <Button variant="subtle" color="gray" onClick={open}>
        Take off sale
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title="Take this ticket off sale?"
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <ErrorAlert error={error} />
          <Text>
            {isHeld
              ? 'Somebody is buying it now. If they pay in time, it is sold. If not, nobody else can buy it.'
              : 'Nobody can buy it any more. To sell it again, you put it on sale as a new ticket.'}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it on sale
            </Button>
            <Button color="red.9" loading={isBusy} onClick={() => void run()}>
              Yes, take it off sale
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
