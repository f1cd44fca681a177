'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';

import { useIsInBrowser } from '@/hooks/use-is-in-browser';
import { formatSoon } from '@/lib/format';

import classes from './conflict-note.module.css';

/** `Let in twice: North gate 19:42, then South gate 19:43` */
export function ConflictNote({ ticket }: { ticket: TicketBody }) {
  // The server does not know the visitor's time zone.
  const knowsTimeZone = useIsInBrowser();
  const { admittedAt, admittedDoor, conflicts = [] } = ticket;
  const timeOf = (instant: string): string => (knowsTimeZone ? ` ${formatSoon(instant)}` : '');

  return (
    <span className={classes.note}>
      {conflicts.length === 1 ? 'Let in twice' : `Let in ${String(conflicts.length + 1)} times`}:
      {admittedAt && (
        <>
          {' '}
          <bdi>{admittedDoor}</bdi>
          {timeOf(admittedAt)}, then
        </>
      )}
      {conflicts.map(({ door, at }, index) => (
        <span key={at}>
          {index > 0 && ','} <bdi>{door}</bdi>
          {timeOf(at)}
        </span>
      ))}
    </span>
  );
}
