'use client';

import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';

import { seatRange } from '@/lib/seat-range';
import { mostLines, type TicketLine } from '@/lib/ticket-lines';

import classes from './detail-inputs.module.css';

const common = ['eventName', 'startsAt', 'timeZone', 'venue', 'city', 'section', 'row'] as const;

interface Props {
  readonly onLines: (lines: readonly TicketLine[]) => void;
}

/** A form for seats beside each other, of the same event and for the same price. */
export function RowOfSeats({ onLines }: Props) {
  const t = useTranslations('many');
  const sell = useTranslations('sell');
  const commonTexts = useTranslations('common');
  const [fault, setFault] = useState<string | null>(null);
  const [zone, setZone] = useState('');
  const lastSeat = useRef<HTMLInputElement>(null);

  // Here, because a server does not know the visitor's time zone.
  useEffect(() => {
    setZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = typed.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const seats = seatRange(text('firstSeat'), text('lastSeat'));
    if ('fault' in seats) {
      setFault(t(`seats.${seats.fault}`, { most: mostLines }));
      lastSeat.current?.focus();
      return;
    }
    setFault(null);
    const shared = Object.fromEntries(common.map((name) => [name, text(name)]));
    onLines(
      seats.seats.map((seat, index) => ({
        number: index + 1,
        draft: {
          ...shared,
          seat,
          title: t('rowName', { title: text('title'), seat }),
          price: text('price'),
        },
      })),
    );
  };

  const seat = {
    size: 'md',
    required: true,
    autoComplete: 'off',
  } as const;
  const text = { size: 'md', autoComplete: 'off' } as const;

  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Title order={2} size="h3">
          {t('rowTitle')}
        </Title>
        <TextInput
          {...text}
          label={sell('name')}
          name="title"
          description={t('rowNameHelp')}
          dir="auto"
          required
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...seat} label={t('firstSeat')} name="firstSeat" error={fault !== null} />
          <TextInput {...seat} label={t('lastSeat')} name="lastSeat" error={fault} ref={lastSeat} />
        </Group>
        <TextInput
          {...text}
          label={t('priceEach')}
          name="price"
          maw="14rem"
          inputMode="decimal"
          leftSection="$"
          required
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...text} label={sell('section')} name="section" />
          <TextInput {...text} label={sell('row')} name="row" />
        </Group>
        <TextInput {...text} label={commonTexts('event')} name="eventName" dir="auto" />
        <TextInput {...text} label={sell('start')} name="startsAt" type="datetime-local" />
        <TextInput
          {...text}
          label={sell('timeZone')}
          name="timeZone"
          value={zone}
          onChange={(event) => setZone(event.currentTarget.value)}
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...text} label={sell('venue')} name="venue" dir="auto" />
          <TextInput {...text} label={sell('city')} name="city" dir="auto" />
        </Group>
        <Button type="submit" variant="default">
          {t('previewRow')}
        </Button>
      </Stack>
    </form>
  );
}
