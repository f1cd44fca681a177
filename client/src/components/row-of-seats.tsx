'use client';

import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';

import { seatRange } from '@/lib/seat-range';
import type { TicketLine } from '@/lib/ticket-lines';

import classes from './detail-inputs.module.css';

const common = ['eventName', 'startsAt', 'timeZone', 'venue', 'city', 'section', 'row'] as const;

interface Props {
  readonly onLines: (lines: readonly TicketLine[]) => void;
}

/** A form for seats beside each other, of the same event and for the same price. */
export function RowOfSeats({ onLines }: Props) {
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
    if (typeof seats === 'string') {
      setFault(seats);
      lastSeat.current?.focus();
      return;
    }
    setFault(null);
    const shared = Object.fromEntries(common.map((name) => [name, text(name)]));
    onLines(
      seats.map((seat, index) => ({
        number: index + 1,
        draft: { ...shared, seat, title: `${text('title')}, seat ${seat}`, price: text('price') },
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
          A row of seats
        </Title>
        <TextInput
          {...text}
          label="Title"
          name="title"
          description="The seat is added to it: “Jazz at the Harbour, row 4, seat 12”"
          dir="auto"
          required
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...seat} label="First seat" name="firstSeat" error={fault !== null} />
          <TextInput {...seat} label="Last seat" name="lastSeat" error={fault} ref={lastSeat} />
        </Group>
        <TextInput
          {...text}
          label="Price of each"
          name="price"
          maw="14rem"
          inputMode="decimal"
          leftSection="$"
          required
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...text} label="Section" name="section" />
          <TextInput {...text} label="Row" name="row" />
        </Group>
        <TextInput {...text} label="Event" name="eventName" dir="auto" />
        <TextInput {...text} label="Start" name="startsAt" type="datetime-local" />
        <TextInput
          {...text}
          label="Time zone"
          name="timeZone"
          value={zone}
          onChange={(event) => setZone(event.currentTarget.value)}
        />
        <Group grow align="start" className={classes.pair}>
          <TextInput {...text} label="Venue" name="venue" dir="auto" />
          <TextInput {...text} label="City" name="city" dir="auto" />
        </Group>
        <Button type="submit" variant="default">
          Preview the row
        </Button>
      </Stack>
    </form>
  );
}
