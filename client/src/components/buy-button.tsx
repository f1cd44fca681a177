'use client';

import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { useBuy } from '@/hooks/use-buy';
import { formatPrice, speakDuration } from '@/lib/format';

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
  const { buy, isBusy, error } = useBuy({ ticketId, price, isSignedIn });

  return (
    <Stack>
      <ErrorAlert error={error} />
      <BusyButton fullWidth isBusy={isBusy} onClick={() => void buy()}>
        Buy for {formatPrice(price)}
      </BusyButton>
      <ul className={classes.facts}>
        <Fact icon={<ClockIcon />}>Held for {speakDuration(holdSeconds)} while you pay</Fact>
        <Fact icon={<CheckIcon />}>No fees: you pay {formatPrice(price)}</Fact>
        <Fact icon={<LockIcon />}>Charged once, or not at all</Fact>
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
