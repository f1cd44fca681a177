'use client';

import { Code, Input, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useId, useState } from 'react';

import { readCsv } from '@/lib/read-csv';
import {
  type FileFault,
  mostLines,
  type ReadLines,
  ticketFields,
  type TicketLine,
} from '@/lib/ticket-lines';

import classes from './many-tickets.module.css';

const example = [
  'title;price;eventName;startsAt;timeZone;row;seat',
  'Jazz, seat 1;19.99;Jazz;2030-06-12T20:00;Europe/Berlin;4;1',
].join('\n');

/** Far above 500 tickets, and below what makes a browser slow. */
const mostBytes = 5_000_000;
const tooLarge: ReadLines = { fault: { name: 'tooLarge' } };

interface Props {
  readonly onLines: (lines: readonly TicketLine[]) => void;
}

export function CsvUpload({ onLines }: Props) {
  const t = useTranslations('many');
  const [fault, setFault] = useState<FileFault | null>(null);
  const inputId = useId();

  const onChange = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    const read = file.size > mostBytes ? tooLarge : readCsv(await file.text());
    // The same file can be chosen again after a correction.
    currentTarget.value = '';
    setFault('fault' in read ? read.fault : null);
    onLines('fault' in read ? [] : read.lines);
  };

  return (
    <Stack>
      <Title order={2} size="h3">
        {t('csvTitle')}
      </Title>
      <Input.Wrapper
        label={t('csvFile')}
        description={t('csvHelp', { most: mostLines })}

        id={inputId}
        error={fault && t(`csv.${fault.name}`, fault.values)}
      >
        <input
          id={inputId}
          type="file"
          accept=".csv,text/csv"
          className={classes.file}
          aria-invalid={fault !== null}
          onChange={(event) => void onChange(event)}
        />
      </Input.Wrapper>
      <div>
        <Text size="sm">{t('csvFields', { fields: ticketFields.join(', ') })}</Text>
        <Code block mt="xs" className={classes.code}>
          {example}
        </Code>
      </div>
    </Stack>
  );
}
