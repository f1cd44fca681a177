import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { formatPrice } from '@/lib/format';
import type { OrderPhase } from '@/lib/order-phase';

import { CheckIcon, ClockIcon, CrossIcon } from './icons';
import { LinkButton } from './link-button';
import classes from './order-outcome.module.css';

export type FinalPhase = Exclude<OrderPhase, 'awaiting-payment' | 'paying' | 'ending'>;

interface Props {
  readonly phase: FinalPhase;
  readonly price: number;
  readonly ticketId: string;
}

const nothingCharged = 'You were not charged.';

export function OrderOutcome({ phase, price, ticketId }: Props) {
  if (phase === 'completed') {
    return (
      <Outcome icon={<CheckIcon />} isGood title="The ticket is yours">
        <Text>We have charged {formatPrice(price)} to your card, once. Enjoy!</Text>
        <Group>
          <LinkButton href="/orders">My orders</LinkButton>
          <LinkButton href="/" variant="default">
            See tickets on sale
          </LinkButton>
        </Group>
      </Outcome>
    );
  }

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

interface OutcomeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly isGood?: boolean;
  readonly children: ReactNode;
}

function Outcome({ icon, title, isGood, children }: OutcomeProps) {
  return (
    <Stack>
      <Group wrap="nowrap" gap="sm">
        <span className={classes.icon} data-good={isGood || undefined}>
          {icon}
        </span>
        <Title order={2} size="h3">
          {title}
        </Title>
      </Group>
      {children}
    </Stack>
  );
}
