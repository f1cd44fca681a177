'use client';

import { Button, Loader, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

import type { Shown } from '@/hooks/use-admission';
import type { Verdict } from '@/lib/door/door-desk';
import { seatOf } from '@/lib/event-and-seat';
import { formatSoon, speakDuration } from '@/lib/format';

import classes from './door-verdict.module.css';
import { AlertIcon, CheckIcon, ClockIcon, CrossIcon } from './icons';

interface Props {
  readonly shown: Shown | null;
  readonly next: () => void;
  readonly stop: () => void;
}

interface Look {
  readonly kind: 'good' | 'bad' | 'open';
  readonly icon: ReactNode;
  readonly title: string;
  readonly lines: readonly (string | undefined)[];
}

/** Fills the screen, so that one look is enough. The words say the same as the colour. */
export function DoorVerdict({ shown, next, stop }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const isAsking = shown?.name === 'asking';
  const look = shown && lookOf(shown);

  useEffect(() => {
    if (!shown) return;
    button.current?.focus();
    if (shown.name === 'verdict') vibrate(shown.verdict);
  }, [shown]);

  return (
    <div aria-live="assertive" aria-atomic="true">
      {look && (
        <div className={classes.screen} data-kind={look.kind}>
          <Stack align="center" gap="sm">
            <span className={classes.icon}>{look.icon}</span>
            <Text className={classes.title}>{look.title}</Text>
            {look.lines.filter(Boolean).map((line) => (
              <Text key={line} className={classes.line} dir="auto">
                {line}
              </Text>
            ))}
            {!(isAsking && !shown.isLost) && (
              <Button
                ref={button}
                size="xl"
                variant="white"
                color="dark.7"
                mt="lg"
                onClick={isAsking ? stop : next}
              >
                {isAsking ? 'Stop asking' : 'Next'}
              </Button>
            )}
          </Stack>
        </div>
      )}
    </div>
  );
}

function lookOf(shown: Shown): Look {
  if (shown.name === 'asking') {
    return {
      kind: 'open',
      icon: <Loader color="white" />,
      title: shown.isLost ? 'No answer yet' : 'Checking…',
      lines: shown.isLost
        ? ['Do not let the person in yet. We ask again until there is an answer.']
        : [],
    };
  }
  if (shown.name === 'error') {
    const { message, retryAfterSeconds: wait } = shown.error;
    const again = wait === undefined ? undefined : `Try again in ${speakDuration(wait)}.`;
    return { kind: 'bad', icon: <AlertIcon />, title: 'Not checked', lines: [message, again] };
  }
  return lookOfVerdict(shown.verdict);
}

function lookOfVerdict({ result, at, door, ticket, listedAt }: Verdict): Look {
  const seat = ticket && seatOf(ticket);
  const list = listedAt && `Checked against the list of ${formatSoon(listedAt)}.`;
  switch (result) {
    case 'admitted':
      return {
        kind: 'good',
        icon: <CheckIcon />,
        title: listedAt ? 'Let in offline' : 'Admitted',
        lines: [seat, ticket?.title, list],
      };
    case 'used': {
      const where = [at && formatSoon(at), door].filter(Boolean).join(', ');
      return { kind: 'bad', icon: <ClockIcon />, title: 'Used', lines: [where, seat, list] };
    }
    case 'invalid':
      return {
        kind: 'bad',
        icon: <CrossIcon />,
        title: 'Not valid',
        lines: ['There is a newer code for this seat, or the pass is for another event.', list],
      };
    case 'unknown':
      return {
        kind: 'bad',
        icon: <CrossIcon />,
        title: 'Unknown code',
        lines: [
          listedAt
            ? `It is not in the list of ${formatSoon(listedAt)}. It may have been sold later.`
            : 'Check the spelling, or scan again.',
        ],
      };
  }
}

/** Once for yes, three times for no. Not every device can. */
function vibrate({ result }: Verdict): void {
  if ('vibrate' in navigator) {
    navigator.vibrate(result === 'admitted' ? 200 : [100, 80, 100, 80, 100]);
  }
}
