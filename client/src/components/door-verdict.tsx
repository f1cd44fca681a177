'use client';

import { Button, Loader, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';

import type { Shown } from '@/hooks/use-admission';
import { useErrorText } from '@/hooks/use-error-text';
import { useFormats } from '@/hooks/use-formats';
import type { Verdict } from '@/lib/door/door-desk';
import { seatOf } from '@/lib/event-and-seat';

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
  const t = useTranslations('door');
  const lookOf = useLookOf();
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
                {t(isAsking ? 'stop' : 'next')}
              </Button>
            )}
          </Stack>
        </div>
      )}
    </div>
  );
}

function useLookOf(): (shown: Shown) => Look {
  const t = useTranslations('door');
  const tickets = useTranslations('tickets');
  const errors = useTranslations('errors');
  const formats = useFormats();
  const errorText = useErrorText();

  const lookOf = (shown: Shown): Look => {
    if (shown.name === 'asking') {
      return {
        kind: 'open',
        icon: <Loader color="white" />,
        title: t(shown.isLost ? 'noAnswer' : 'checking'),
        lines: shown.isLost ? [t('wait')] : [],
      };
    }
    if (shown.name === 'error') {
      const { items, retryAfterSeconds: wait } = shown.error;
      const again =
        wait === undefined ? undefined : errors('retry', { duration: formats.duration(wait) });
      return {
        kind: 'bad',
        icon: <AlertIcon />,
        title: t('notChecked'),
        lines: [items.map(errorText).join(' '), again],
      };
    }
    return lookOfVerdict(shown.verdict);
  };

  const lookOfVerdict = ({ result, at, door, ticket, listedAt }: Verdict): Look => {
    const seat = ticket && seatOf(ticket, tickets);
    const list = listedAt && t('list', { time: formats.soon(listedAt) });
    switch (result) {
      case 'admitted':
        return {
          kind: 'good',
          icon: <CheckIcon />,
          title: t(listedAt ? 'admittedOffline' : 'good'),
          lines: [seat, ticket?.title, list],
        };
      case 'used': {
        const where = [at && formats.soon(at), door].filter(Boolean).join(', ');
        return { kind: 'bad', icon: <ClockIcon />, title: t('used'), lines: [where, seat, list] };
      }
      case 'invalid':
        return {
          kind: 'bad',
          icon: <CrossIcon />,
          title: t('notValid'),
          lines: [t('notValidText'), list],
        };
      case 'unknown':
        return {
          kind: 'bad',
          icon: <CrossIcon />,
          title: t('unknown'),
          lines: [listedAt ? t('unknownList', { time: formats.soon(listedAt) }) : t('unknownText')],
        };
    }
  };

  return lookOf;
}

/** Once for yes, three times for no. Not every device can. */
function vibrate({ result }: Verdict): void {
  if ('vibrate' in navigator) {
    navigator.vibrate(result === 'admitted' ? 200 : [100, 80, 100, 80, 100]);
  }
}
