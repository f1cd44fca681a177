'use client';

import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import { useFocusOnChange } from '@/hooks/use-focus-on-change';
import { placeOf, seatOf } from '@/lib/event-and-seat';
import type { TicketLine } from '@/lib/ticket-lines';
import { toInstant } from '@/lib/zoned-time';

import classes from './many-tickets.module.css';

interface Props {
  readonly lines: readonly TicketLine[];
  readonly onSend: () => void;
}

/** What is about to be put on sale. */
export function LinePreview({ lines, onSend }: Props) {
  const t = useTranslations('many');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  /** As it was typed, if it is no time. */
  const startOf = ({ startsAt, timeZone = 'UTC' }: TicketLine['draft']): string | undefined =>
    startsAt && !Number.isNaN(Date.parse(startsAt))
      ? formats.eventTime(toInstant(startsAt, timeZone), timeZone)
      : startsAt;
  const heading = useFocusOnChange<HTMLHeadingElement>(String(lines.length));

  return (
    <Stack component="section" aria-label={t('preview')}>
      <Title order={2} size="h3" ref={heading} tabIndex={-1}>
        {t('previewOf', { count: lines.length })}
      </Title>
      {/* A list that scrolls must be reachable by the keyboard. */}
      <ul className={classes.lines} tabIndex={0} aria-label={t('tickets')}>
        {lines.map(({ number, draft }) => (
          <li key={number} className={classes.line}>
            <span className={classes.title} dir="auto">
              {draft.title || t('noTitle')}
            </span>
            <span className={classes.price}>{draft.price || t('noPrice')}</span>
            <span className={classes.seat} dir="auto">
              {[startOf(draft), placeOf(draft), seatOf(draft, tickets)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t('previewNote')}
      </Text>
      <Button onClick={onSend}>{t('putOnSale', { count: lines.length })}</Button>
    </Stack>
  );
}
