import { Stack, Title } from '@mantine/core';
import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { TicketGrid } from './ticket-grid';

/** Something to buy on a page that has nothing of its own. */
export function OtherTickets({ tickets }: { tickets: readonly TicketBody[] }) {
  const t = useTranslations('tickets');
  if (tickets.length === 0) return null;
  return (
    <Stack component="section" mt="xl">
      <Title order={2}>{t('others')}</Title>
      <TicketGrid tickets={tickets} level={3} />
    </Stack>
  );
}
