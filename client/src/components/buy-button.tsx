'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useBuy } from '@/hooks/use-buy';
import { useFormats } from '@/hooks/use-formats';

import { BusyButton } from './busy-button';
import classes from './buy-button.module.css';
import { ErrorAlert } from './error-alert';
import { CheckIcon, ClockIcon, LockIcon } from './icons';

interface Props {
  readonly ticketId: string;
  readonly price: number;
  readonly isSignedIn: boolean;
  /** How long an order holds its ticket. */
  readonly holdSeconds: number;
}

export function BuyButton({ ticketId, price, isSignedIn, holdSeconds }: Props) {
  const t = useTranslations('ticket');
  const formats = useFormats();
  const { buy, isBusy, error } = useBuy({ ticketId, price, isSignedIn });

  return (
    <Stack>
      <ErrorAlert error={error} />
      <BusyButton fullWidth isBusy={isBusy} onClick={() => void buy()}>
        {t('buy', { price: formats.price(price) })}
      </BusyButton>
      <ul className={classes.facts}>
        <Fact icon={<ClockIcon />}>
          {t('heldFor', { duration: formats.duration(holdSeconds) })}
        </Fact>
        <Fact icon={<CheckIcon />}>{t('noFees', { price: formats.price(price) })}</Fact>
        <Fact icon={<LockIcon />}>{t('chargedOnce')}</Fact>
      </ul>
    </Stack>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className={classes.fact}>
      {icon}
      <span>{children}</span>
    </li>
  );
}
