'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { recallSeenPrice } from '@/lib/seen-price';

/** Notifies the buyer if the seller changed the price after the page was loaded. */
export function PriceChange({ orderId, price }: { orderId: string; price: number }) {
  const t = useTranslations('order');
  const formats = useFormats();
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => {
    setSeen(recallSeenPrice(orderId));
  }, [orderId]);

  if (seen === null || seen === price) return null;
  return (
    <Alert role="alert" color="yellow" variant="light" title={t('priceChanged')}>
      {t('priceChangedText', { seen: formats.price(seen), price: formats.price(price) })}
    </Alert>
  );
}
