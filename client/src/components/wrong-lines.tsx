'use client';

import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';

import { count } from '@/lib/format';
import {
  type TicketField,
  ticketFields,
  type TicketLine,
  type WrongLine,
} from '@/lib/ticket-lines';

import classes from './many-tickets.module.css';

const labels: Readonly<Record<TicketField, string>> = {
  title: 'Title',
  price: 'Price',
  eventName: 'Event',
  startsAt: 'Start',
  timeZone: 'Time zone',
  venue: 'Venue',
  city: 'City',
  section: 'Section',
  row: 'Row',
  seat: 'Seat',
  description: 'Description',
  faceValue: 'Face value',
};

interface Props {
  readonly lines: readonly WrongLine[];
  readonly onSend: (lines: readonly TicketLine[]) => void;
}

/** The lines that were refused, each with what is wrong. They can be corrected, and only they are sent again. */
export function WrongLines({ lines, onSend }: Props) {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const kept = lines.filter(({ number }) => !left.has(number));

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    onSend(
      kept.map(({ number, draft, errors }) => {
        const corrected = fieldsOf(errors).map((field) => {
          const value = typed.get(nameOf(number, field));
          return [field, typeof value === 'string' ? value : ''] as const;
        });
        const changes: Partial<Record<TicketField, string>> = Object.fromEntries(corrected);
        return { number, draft: { ...draft, ...changes } };
      }),
    );
  };

  if (kept.length === 0) return null;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Title order={2} size="h3">
          {count(kept.length, 'ticket')} not on sale
        </Title>
        <Text>Correct what is marked. The tickets that are on sale are not sent again.</Text>
        {kept.map((line) => (
          <Line
            key={line.number}
            line={line}
            onLeaveOut={() => setLeft((before) => new Set([...before, line.number]))}
          />
        ))}
        <Button type="submit">Send {count(kept.length, 'corrected ticket')}</Button>
      </Stack>
    </form>
  );
}

function Line({ line, onLeaveOut }: { line: WrongLine; onLeaveOut: () => void }) {
  const { number, draft, errors } = line;
  const general = errors.filter(({ field }) => !isField(field));

  return (
    <fieldset className={classes.wrong}>
      <legend dir="auto">
        {number}. {draft.title || 'No title'}
      </legend>
      <Stack gap="sm">
        {general.map(({ message }) => (
          <Text key={message} c="var(--mantine-color-error)">
            {message}
          </Text>
        ))}
        {fieldsOf(errors).map((field) => (
          <TextInput
            key={field}
            label={labels[field]}
            name={nameOf(number, field)}
            defaultValue={draft[field] ?? ''}
            error={errors.find((error) => error.field === field)?.message}

            autoComplete="off"
          />
        ))}
        <Group>
          <Button variant="subtle" color="gray" onClick={onLeaveOut}>
            Leave out
          </Button>
        </Group>
      </Stack>
    </fieldset>
  );
}

const isField = (name: string | undefined): name is TicketField =>
  ticketFields.some((field) => field === name);

/** What can be corrected: the fields that are wrong, and the seat if the seat is taken. */
function fieldsOf(errors: WrongLine['errors']): readonly TicketField[] {
  const wrong = new Set<TicketField>(errors.map(({ field }) => field).filter(isField));
  if (errors.some(({ code }) => code === 'SEAT_ON_SALE')) wrong.add('row').add('seat');
  return ticketFields.filter((field) => wrong.has(field));
}

const nameOf = (number: number, field: TicketField): string => `${String(number)}-${field}`;
