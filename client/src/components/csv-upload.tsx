'use client';

import { Code, Input, Stack, Text, Title } from '@mantine/core';
import { type ChangeEvent, useId, useState } from 'react';

import { readCsv } from '@/lib/read-csv';
import { mostLines, ticketFields, type TicketLine } from '@/lib/ticket-lines';

import classes from './many-tickets.module.css';

const example = [
  'title;price;eventName;startsAt;timeZone;row;seat',
  'Jazz, seat 1;19.99;Jazz;2030-06-12T20:00;Europe/Berlin;4;1',
].join('\n');

/** Far above 500 tickets, and below what makes a browser slow. */
const mostBytes = 5_000_000;

interface Props {
  readonly onLines: (lines: readonly TicketLine[]) => void;
}

export function CsvUpload({ onLines }: Props) {
  const [fault, setFault] = useState<string | null>(null);
  const inputId = useId();

  const onChange = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    const read =
      file.size > mostBytes ? { error: 'The file is too large.' } : readCsv(await file.text());
    // The same file can be chosen again after a correction.
    currentTarget.value = '';
    setFault('error' in read ? read.error : null);
    onLines('error' in read ? [] : read.lines);
  };

  return (
    <Stack>
      <Title order={2} size="h3">
        A CSV file
      </Title>
      <Input.Wrapper
        label="CSV file"
        description={`At most ${String(mostLines)} tickets, one on each line`}

        id={inputId}
        error={fault}
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
        <Text size="sm">
          The first line names the fields: {ticketFields.join(', ')}. Only title and price are
          needed.
        </Text>
        <Code block mt="xs" className={classes.code}>
          {example}
        </Code>
      </div>
    </Stack>
  );
}
