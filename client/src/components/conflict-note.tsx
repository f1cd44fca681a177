'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';

import classes from './conflict-note.module.css';

/** `Let in twice: North gate 19:42, then South gate 19:43` */
export function ConflictNote({ ticket }: { ticket: TicketBody }) {
  const t = useTranslations('mine');
  const formats = useFormats();
  // The server does not know the visitor's time zone.
  const knowsTimeZone = useIsInBrowser();
  const { admittedAt, admittedDoor, conflicts = [] } = ticket;
  const timeOf = (instant: string): string => (knowsTimeZone ? formats.soon(instant) : '');

  return (
    <span className={classes.note}>
      {t.rich('conflicts', {
        count: conflicts.length + 1,
        hasFirst: admittedAt ? 'yes' : 'no',
        door: admittedDoor ?? '',
        time: admittedAt ? timeOf(admittedAt) : '',
        b: (text) => <bdi>{text}</bdi>,
      })}
      {conflicts.map(({ door, at }, index) => (
        <span key={at}>
          {index > 0 && ','} <bdi>{door}</bdi> {timeOf(at)}
        </span>
      ))}
    </span>
  );
}
