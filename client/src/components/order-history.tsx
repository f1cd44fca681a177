'use client';

import { Text } from '@mantine/core';
import type { OrderBody, OrderTimelineBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useState } from 'react';
import useSWR from 'swr';

import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { showOrderTimeline } from '@/lib/api/orders';
import { formatPrice, formatSoon } from '@/lib/format';

import classes from './order-history.module.css';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody | null;
}

type Step = OrderTimelineBody['steps'][number];

const texts = {
  title: 'What happened',
  loading: 'Loading…',
  failed: 'We cannot load this now. Close it and open it again.',
  ordered: (heldUntil: string) => `You ordered the ticket, held until ${heldUntil}.`,
  completed: 'You paid, and the order was completed.',
  cancelledBy: {
    buyer: 'You cancelled the order.',
    expired: 'The time to pay ran out, and the order was cancelled.',
  },
  refunded: (amount: string) => `We refunded ${amount}.`,
};

/** What happened to the order, with the times. It is loaded when it is opened. */
export function OrderHistory({ order: { id, version }, payment }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const orSignIn = useSignInRedirect(`/orders/${id}`);
  // The version is in the key, so that it is loaded again when the order has changed.
  const key = isOpen ? `/orders/${id}/timeline/${String(version)}` : null;
  const { data, error } = useSWR<OrderTimelineBody, unknown>(key, () =>
    orSignIn(showOrderTimeline(id)),
  );
  const refunded = payment?.refunded;
  const lines = [
    ...(data?.steps ?? []).map((step) => ({ at: step.at, text: textOf(step) })),
    ...(data && refunded
      ? [{ at: refunded.at, text: texts.refunded(formatPrice(refunded.amount)) }]
      : []),
  ];

  return (
    <details
      className={classes.history}
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open);
      }}
    >
      <summary>{texts.title}</summary>
      {!data && <Text role="status">{error ? texts.failed : texts.loading}</Text>}
      <ol>
        {lines.map(({ at, text }) => (
          <li key={at}>
            <time dateTime={at}>{formatSoon(at)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function textOf({ what, heldUntil, reason }: Step): string {
  if (what === 'ordered') return texts.ordered(heldUntil ? formatSoon(heldUntil) : '–');
  return what === 'completed' ? texts.completed : texts.cancelledBy[reason ?? 'expired'];
}
