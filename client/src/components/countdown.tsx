'use client';

import { VisuallyHidden } from '@mantine/core';

import { formatClock, speakDuration } from '@/lib/format';

import classes from './countdown.module.css';
import { ClockIcon } from './icons';

/** Seconds at which the time left is worth interrupting somebody who listens to the page. */
const announcedAt = [600, 300, 120, 60, 30, 10];
const urgentBelowMs = 60_000;

export function Countdown({ remainingMs }: { remainingMs: number }) {
  const seconds = remainingMs / 1000;
  const announced = announcedAt.findLast((threshold) => seconds <= threshold);

  return (
    <div className={classes.countdown} data-urgent={remainingMs <= urgentBelowMs || undefined}>
      <ClockIcon />
      <span>
        Held for you for{' '}
        <span role="timer" aria-live="off" className={classes.clock}>
          {formatClock(remainingMs)}
        </span>
      </span>
      <VisuallyHidden role="status">
        {announced !== undefined && `The hold ends in less than ${speakDuration(announced)}.`}
      </VisuallyHidden>
    </div>
  );
}
