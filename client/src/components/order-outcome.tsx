import { Group, Text } from '@mantine/core';

import type { OrderPhase } from '@/lib/order-phase';

import { ClockIcon, CrossIcon } from './icons';
import { LinkButton } from './link-button';
import { Outcome } from './outcome';

/** How an order may end without a ticket. */
export type Ending = Exclude<OrderPhase, 'awaiting-payment' | 'paying' | 'ending' | 'completed'>;

interface Props {
  readonly phase: Ending;
  readonly ticketId: string;
}

const nothingCharged = 'You were not charged.';

export function OrderOutcome({ phase, ticketId }: Props) {
  const { title, text, icon } = endings[phase];
  return (
    <Outcome icon={icon} title={title}>
      <Text>{text}</Text>
      <Group>
        <LinkButton href={`/tickets/${ticketId}`}>Back to the ticket</LinkButton>
        <LinkButton href="/orders" variant="default">
          My orders
        </LinkButton>
      </Group>
    </Outcome>
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
    title: 'The hold ended first, you were not charged.',
    text: 'Your card was ready, but the time was up before the order was complete. Nothing is taken from it: a reservation that your bank shows goes away by itself.',
    icon: <ClockIcon />,
  },
} as const;
