import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { calendarPath, ticketPdfPath } from '@/lib/paths';

/** Files of an order. They are plain links, because the router opens only pages. */
export function PassFiles({ orderId, hasStart }: { orderId: string; hasStart: boolean }) {
  const t = useTranslations('pass');
  return (
    <Group justify="center" gap="xs">
      <Button component="a" href={ticketPdfPath(orderId)} variant="default">
        {t('pdf')}
      </Button>
      {hasStart && (
        <Button component="a" href={calendarPath(orderId)} variant="default">
          {t('calendar')}
        </Button>
      )}
    </Group>
  );
}
