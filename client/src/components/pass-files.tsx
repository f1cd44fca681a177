import { Button, Group } from '@mantine/core';

import { calendarPath, ticketPdfPath } from '@/lib/paths';

/** Files of an order. They are plain links, because the router opens only pages. */
export function PassFiles({ orderId, hasStart }: { orderId: string; hasStart: boolean }) {
  return (
    <Group justify="center" gap="xs">
      <Button component="a" href={ticketPdfPath(orderId)} variant="default">
        Download as PDF
      </Button>
      {hasStart && (
        <Button component="a" href={calendarPath(orderId)} variant="default">
          Add to calendar
        </Button>
      )}
    </Group>
  );
}
