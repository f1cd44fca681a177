'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';

import { useRequest } from '@/hooks/use-request';
import { cancelOrder } from '@/lib/api/orders';

import { ErrorAlert } from './error-alert';

interface Props {
  readonly orderId: string;
  readonly isDisabled: boolean;
  readonly refresh: () => Promise<void>;
}

export function CancelOrder({ orderId, isDisabled, refresh }: Props) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      try {
        await cancelOrder(orderId);
      } finally {
        await refresh();
      }
    }, [orderId, refresh]),
  );

  return (
    <>
      <Button variant="subtle" color="gray" disabled={isDisabled} onClick={open}>
        Cancel order
      </Button>
      <Modal opened={isAsking} onClose={close} title="Cancel this order?" centered>
        <Stack>
          <ErrorAlert error={error} />
          <Text>The ticket goes back on sale and somebody else may buy it. You pay nothing.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Keep it
            </Button>
            <Button color="red" loading={isBusy} onClick={() => void run()}>
              Yes, cancel it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
