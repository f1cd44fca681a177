'use client';

import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';

import { formatPrice } from '@/lib/format';
import { recallSeenPrice } from '@/lib/seen-price';

/** Notifies the buyer if the seller changed the price after the page was loaded. */
export function PriceChange({ orderId, price }: { orderId: string; price: number }) {
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => {
    setSeen(recallSeenPrice(orderId));
  }, [orderId]);

  if (seen === null || seen === price) return null;
  return (
    <Alert role="alert" color="yellow" variant="light" title="The price has changed">
      You saw {formatPrice(seen)}. The seller changed it just before you bought: the ticket is{' '}
      {formatPrice(price)} now. If that is not what you want, cancel the order. Nothing is charged
      then.
    </Alert>
  );
}
