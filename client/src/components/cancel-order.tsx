'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { cancelOrder } from '@/lib/api/orders';

import { ConfirmButton } from './confirm-button';

interface Props {
  readonly orderId: string;
  readonly refresh: (hasPayment: boolean) => Promise<void>;
}

export function CancelOrder({ orderId, refresh }: Props) {
  const t = useTranslations();
  const action = useCallback(async () => {
    try {
      await cancelOrder(orderId);
    } finally {
      await refresh(false);
    }
  }, [orderId, refresh]);

  return (
    <ConfirmButton
      label={t('order.cancel')}
      question={t('order.cancelQuestion')}
      yes={t('order.cancelYes')}
      no={t('common.keepIt')}
      action={action}
    >
      {t('order.cancelText')}
    </ConfirmButton>
  );
}
