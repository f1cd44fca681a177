'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';

import { useRequest } from '@/hooks/use-request';
import { cancelOrder } from '@/lib/api/orders';

import { ErrorAlert } from './error-alert';

interface Props {
  readonly orderId: string;
  readonly refresh: (hasPayment: boolean) => Promise<void>;
}

export function CancelOrder({ orderId, refresh }: Props) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      try {
        await cancelOrder(orderId);
      } finally {
        await refresh(false);
      }
    }, [orderId, refresh]),
  );

  return (
    <>
      <Button variant="subtle" color="gray" onClick={open}>
        Cancel order
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title="Cancel this order?"
        closeButtonProps={{ 'aria-label': 'Close' }}
        centered
      >
        <Stack>
          <ErrorAlert error={error} />
          <Text>The ticket goes back on sale and somebody else may buy it. You pay nothing.</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              Keep it
            </Button>
            <Button color="red.9" loading={isBusy} onClick={() => void run()}>
              Yes, cancel it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
