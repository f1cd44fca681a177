'use client';

import { Text } from '@mantine/core';
import type { OrderBody, OrderTimelineBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWR from 'swr';

import { useFormats } from '@/hooks/use-formats';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { showOrderTimeline } from '@/lib/api/orders';

import classes from './order-history.module.css';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody | null;
}

type Step = OrderTimelineBody['steps'][number];

/** What happened to the order, with the times. It is loaded when it is opened. */
export function OrderHistory({ order: { id, version }, payment }: Props) {
  const t = useTranslations('history');
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const orSignIn = useSignInRedirect(`/orders/${id}`);
  // The version is in the key, so that it is loaded again when the order has changed.
  const key = isOpen ? `/orders/${id}/timeline/${String(version)}` : null;
  const { data, error } = useSWR<OrderTimelineBody, unknown>(key, () =>
    orSignIn(showOrderTimeline(id)),
  );
  const refunded = payment?.refunded;
  const textOf = ({ what, heldUntil, reason }: Step): string => {
    if (what === 'ordered')
      return t('ordered', { time: heldUntil ? formats.soon(heldUntil) : '–' });
    return t(what === 'completed' ? 'completed' : (reason ?? 'expired'));
  };
  const lines = [
    ...(data?.steps ?? []).map((step) => ({ at: step.at, text: textOf(step) })),
    ...(data && refunded
      ? [{ at: refunded.at, text: t('refunded', { amount: formats.price(refunded.amount) }) }]
      : []),
  ];

  return (
    <details
      className={classes.history}
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open);
      }}
    >
      <summary>{t('title')}</summary>
      {!data && <Text role="status">{t(error ? 'failed' : 'loading')}</Text>}
      <ol>
        {lines.map(({ at, text }) => (
          <li key={at}>
            <time dateTime={at}>{formats.soon(at)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
