'use client';

import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';

import { useErrorText } from '@/hooks/use-error-text';
import {
  type TicketField,
  ticketFields,
  type TicketLine,
  type WrongLine,
} from '@/lib/ticket-lines';

import classes from './many-tickets.module.css';

const labels = {
  title: 'sell.name',
  price: 'sell.price',
  eventName: 'common.event',
  startsAt: 'sell.start',
  timeZone: 'sell.timeZone',
  venue: 'sell.venue',
  city: 'sell.city',
  section: 'sell.section',
  row: 'sell.row',
  seat: 'sell.seat',
  description: 'sell.description',
  faceValue: 'sell.faceValue',
} as const satisfies Record<TicketField, string>;

interface Props {
  readonly lines: readonly WrongLine[];
  readonly onSend: (lines: readonly TicketLine[]) => void;
}

/** The lines that were refused, each with what is wrong. They can be corrected, and only they are sent again. */
export function WrongLines({ lines, onSend }: Props) {
  const t = useTranslations('many');
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
          {t('notOnSale', { count: kept.length })}
        </Title>
        <Text>{t('correct')}</Text>
        {kept.map((line) => (
          <Line
            key={line.number}
            line={line}
            onLeaveOut={() => setLeft((before) => new Set([...before, line.number]))}
          />
        ))}
        <Button type="submit">{t('sendCorrected', { count: kept.length })}</Button>
      </Stack>
    </form>
  );
}

function Line({ line, onLeaveOut }: { line: WrongLine; onLeaveOut: () => void }) {
  const t = useTranslations();
  const errorText = useErrorText();
  const { number, draft, errors } = line;
  const general = errors.filter(({ field }) => !isField(field));

  return (
    <fieldset className={classes.wrong}>
      <legend dir="auto">
        {number}. {draft.title || t('many.noTitle')}
      </legend>
      <Stack gap="sm">
        {general.map((item) => (
          <Text key={item.message} c="var(--mantine-color-error)">
            {errorText(item)}
          </Text>
        ))}
        {fieldsOf(errors).map((field) => (
          <TextInput
            key={field}
            label={t(labels[field])}
            name={nameOf(number, field)}
            defaultValue={draft[field] ?? ''}
            error={errors.filter((error) => error.field === field).map(errorText)[0]}

            autoComplete="off"
          />
        ))}
        <Group>
          <Button variant="subtle" color="gray" onClick={onLeaveOut}>
            {t('many.leaveOut')}
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
