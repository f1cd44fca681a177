import { Group, Stack, Text } from '@mantine/core';
import type { RefObject } from 'react';

import type { OrderPhase } from '@/lib/order-phase';

import { ClockIcon, CrossIcon } from './icons';
import { LinkButton } from './link-button';
import { Outcome } from './outcome';

/** How an order may end without a ticket. */
export type Ending = Exclude<OrderPhase, 'awaiting-payment' | 'paying' | 'ending' | 'completed'>;

interface Props {
  readonly phase: Ending;
  readonly ticketId: string;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

const nothingCharged = 'You were not charged.';

export function OrderOutcome({ phase, ticketId, titleRef }: Props) {
  const { title, text, icon } = endings[phase];
  return (
    <Stack>
      <Outcome icon={icon} title={title} titleRef={titleRef} />
      <Text>{text}</Text>
      <Group>
        <LinkButton href={`/tickets/${ticketId}`}>Back to the ticket</LinkButton>
        <LinkButton href="/" variant="default">
          See tickets on sale
        </LinkButton>
        <LinkButton href="/orders" variant="default">
          My orders
        </LinkButton>
      </Group>
    </Stack>
  );
}

const endings = {
  cancelled: {
    title: 'You cancelled this order',
    text: nothingCharged,
    icon: <CrossIcon />,
  },
  expired: {
    title: 'This order has expired',
    text: `It was not paid for before the hold ended, so the ticket went back on sale. ${nothingCharged}`,
    icon: <ClockIcon />,
  },
  'hold-ended-first': {
    title: 'The hold ended first: you were not charged',
    text: 'Your bank agreed, but the time was up before the order was complete. Nothing is taken from your card. If your bank shows a reservation, it goes away by itself.',
    icon: <ClockIcon />,
  },
} as const;
