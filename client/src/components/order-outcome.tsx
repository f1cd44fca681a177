import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
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

export function OrderOutcome({ phase, ticketId, titleRef }: Props) {
  const t = useTranslations('order');
  const common = useTranslations('common');
  const { title, text, icon } = endings[phase];
  return (
    <Stack>
      <Outcome icon={icon} title={t(title)} titleRef={titleRef} />
      <Text>{t(text)}</Text>
      <Group>
        <LinkButton href={`/tickets/${ticketId}`}>{t('back')}</LinkButton>
        <LinkButton href="/" variant="default">
          {common('seeTickets')}
        </LinkButton>
        <LinkButton href="/orders" variant="default">
          {common('myOrders')}
        </LinkButton>
      </Group>
    </Stack>
  );
}

const endings = {
  cancelled: {
    title: 'cancelled',
    text: 'cancelledText',
    icon: <CrossIcon />,
  },
  expired: {
    title: 'expired',
    text: 'expiredText',
    icon: <ClockIcon />,
  },
  'hold-ended-first': {
    title: 'holdFirst',
    text: 'holdFirstText',
    icon: <ClockIcon />,
  },
} as const;
