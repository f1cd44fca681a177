'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';

import classes from './countdown.module.css';
import { ClockIcon } from './icons';

/** Remaining seconds at which a screen reader announces the time. */
const announcedAt = [600, 300, 120, 60, 30, 10];
const soonBelowMs = 300_000;
const urgentBelowMs = 60_000;

/** `null`: the remaining time is not known yet. */
export function Countdown({ remainingMs }: { remainingMs: number | null }) {
  const t = useTranslations('order');
  const formats = useFormats();
  const known = remainingMs ?? Infinity;
  const announced = announcedAt.findLast((threshold) => known / 1000 <= threshold);

  return (
    <div className={classes.countdown} data-haste={hasteOf(known)}>
      <ClockIcon />
      <span>
        {t.rich('heldFor', {
          time: (text) => (
            <span role="timer" aria-live="off" className={classes.clock}>
              {text}
            </span>
          ),
          clock: remainingMs === null ? '–:––' : formats.clock(remainingMs),
        })}
      </span>
      <VisuallyHidden role="status">
        {announced !== undefined && t('holdEnds', { duration: formats.duration(announced) })}
      </VisuallyHidden>
    </div>
  );
}

function hasteOf(remainingMs: number): 'soon' | 'urgent' | undefined {
  if (remainingMs <= urgentBelowMs) return 'urgent';
  return remainingMs <= soonBelowMs ? 'soon' : undefined;
}
