'use client';

import { useCallback } from 'react';

import { cancelOrder } from '@/lib/api/orders';

import { ConfirmButton } from './confirm-button';

interface Props {
  readonly orderId: string;
  readonly refresh: (hasPayment: boolean) => Promise<void>;
}

export function CancelOrder({ orderId, refresh }: Props) {
  const action = useCallback(async () => {
    try {
      await cancelOrder(orderId);
    } finally {
      await refresh(false);
    }
  }, [orderId, refresh]);

  return (
    <ConfirmButton
      label="Cancel order"
      question="Cancel this order?"
      yes="Yes, cancel it"
      no="Keep it"
      action={action}
    >
      The ticket goes back on sale and somebody else may buy it. You pay nothing.
    </ConfirmButton>
  );
}
