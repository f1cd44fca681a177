'use client';

import { Button, Group, Progress as Bar, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useManyTickets } from '@/hooks/use-many-tickets';
import { count } from '@/lib/format';
import { ownTicketsPath } from '@/lib/paths';
import type { TicketLine } from '@/lib/ticket-lines';

import { CsvUpload } from './csv-upload';
import { ErrorAlert } from './error-alert';
import { LinePreview } from './line-preview';
import { LinkButton } from './link-button';
import { Panel } from './panel';
import { RowOfSeats } from './row-of-seats';
import { WrongLines } from './wrong-lines';

/** Puts many tickets on sale: from a row of seats, or from a file. */
export function ManyTickets() {
  const [lines, setLines] = useState<readonly TicketLine[]>([]);
  const { progress, isBusy, error, send, resume, restart } = useManyTickets();

  if (progress) {
    const { parts, total, made, wrong } = progress;
    const waiting = parts.reduce((sum, part) => sum + part.lines.length, 0);
    return (
      <Panel>
        <Stack>
          <Text role="status" size="lg" fw={650}>
            {count(made, 'ticket')} of {total} on sale
          </Text>
          <Bar value={((total - waiting) / total) * 100} aria-label="Sent" size="lg" />
          <ErrorAlert error={error} />
          {waiting > 0 && !isBusy && (
            <Button onClick={() => void resume()}>Continue with {count(waiting, 'ticket')}</Button>
          )}
          {waiting === 0 && (
            <>
              <WrongLines lines={wrong} onSend={(corrected) => void send(corrected, made)} />
              <Group>
                <LinkButton href={ownTicketsPath} variant="default" prefetch={false}>
                  My tickets
                </LinkButton>
                <Button
                  variant="default"

                  onClick={() => {
                    setLines([]);
                    restart();
                  }}
                >
                  Sell more
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Panel>
    );
  }

  return (
    <Stack gap="xl" miw={0}>
      <Panel>
        <RowOfSeats onLines={setLines} />
      </Panel>
      <Panel>
        <CsvUpload onLines={setLines} />
      </Panel>
      {lines.length > 0 && (
        <Panel>
          <LinePreview lines={lines} onSend={() => void send(lines)} />
        </Panel>
      )}
    </Stack>
  );
}
