'use client';

import { Button, Stack, Text, Title } from '@mantine/core';

import { useFocusOnChange } from '@/hooks/use-focus-on-change';
import { placeOf, seatOf } from '@/lib/event-and-seat';
import { count } from '@/lib/format';
import type { TicketLine } from '@/lib/ticket-lines';

import classes from './many-tickets.module.css';

interface Props {
  readonly lines: readonly TicketLine[];
  readonly onSend: () => void;
}

/** What is about to be put on sale. */
export function LinePreview({ lines, onSend }: Props) {
  const tickets = count(lines.length, 'ticket');
  const heading = useFocusOnChange<HTMLHeadingElement>(tickets);

  return (
    <Stack component="section" aria-label="Preview">
      <Title order={2} size="h3" ref={heading} tabIndex={-1}>
        Preview: {tickets}
      </Title>
      {/* A list that scrolls must be reachable by the keyboard. */}
      <ul className={classes.lines} tabIndex={0} aria-label="Tickets">
        {lines.map(({ number, draft }) => (
          <li key={number} className={classes.line}>
            <span className={classes.title} dir="auto">
              {draft.title || 'No title'}
            </span>
            <span className={classes.price}>{draft.price || 'No price'}</span>
            <span className={classes.seat} dir="auto">
              {[draft.startsAt, placeOf(draft), seatOf(draft)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        Prices are in US dollars. Each ticket can be changed until somebody reserves it.
      </Text>
      <Button onClick={onSend}>Put {tickets} on sale</Button>
    </Stack>
  );
}
