'use client';

import { Button, Group, Progress as Bar, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { useManyTickets } from '@/hooks/use-many-tickets';

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
  const t = useTranslations('many');
  const [lines, setLines] = useState<readonly TicketLine[]>([]);
  const { progress, isBusy, error, send, resume, restart } = useManyTickets();

  if (progress) {
    const { parts, total, made, wrong } = progress;
    const waiting = parts.reduce((sum, part) => sum + part.lines.length, 0);
    return (
      <Panel>
        <Stack>
          <Text role="status" size="lg" fw={650}>
            {t('progress', { made, total })}
          </Text>
          <Bar value={((total - waiting) / total) * 100} aria-label={t('sent')} size="lg" />
          <ErrorAlert error={error} />
          {waiting > 0 && !isBusy && (
            <Button onClick={() => void resume()}>{t('continue', { count: waiting })}</Button>
          )}
          {waiting === 0 && (
            <>
              <WrongLines lines={wrong} onSend={(corrected) => void send(corrected, made)} />
              <Group>
                <LinkButton href={ownTicketsPath} variant="default" prefetch={false}>
                  {t('mine')}
                </LinkButton>
                <Button
                  variant="default"

                  onClick={() => {
                    setLines([]);
                    restart();
                  }}
                >
                  {t('more')}
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
