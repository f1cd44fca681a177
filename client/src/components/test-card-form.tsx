'use client';

import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';

import type { ApiError } from '@/lib/api/api-error';
import { formatPrice } from '@/lib/format';
import { accepted, failing, type TestCard } from '@/lib/test-cards';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { PayBar } from './pay-bar';
import classes from './test-card-form.module.css';

interface Props {
  readonly price: number;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly pay: (token: string) => Promise<void>;
}

export function TestCardForm({ price, isBusy, error, pay }: Props) {
  const [token, setToken] = useState(accepted[0].token);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pay(token);
      }}
    >
      <Stack>
        <Radio.Group label="Test card" value={token} onChange={setToken}>
          <Stack gap="xs" mt="xs">
            {accepted.map((card) => (
              <TestCardChoice key={card.token} card={card} isDisabled={isBusy} />
            ))}
            <details className={classes.failing}>
              <summary>Try a card that fails</summary>
              <Stack gap="xs" mt="xs">
                {failing.map((card) => (
                  <TestCardChoice key={card.token} card={card} isDisabled={isBusy} />
                ))}
              </Stack>
            </details>
          </Stack>
        </Radio.Group>
        <PayBar>
          <ErrorAlert error={error} />
          <BusyButton type="submit" fullWidth isBusy={isBusy}>
            Pay {formatPrice(price)}
          </BusyButton>
        </PayBar>
      </Stack>
    </form>
  );
}

function TestCardChoice({ card, isDisabled }: { card: TestCard; isDisabled: boolean }) {
  return (
    <Radio
      classNames={{ root: classes.choice, labelWrapper: classes.row, label: classes.row }}
      value={card.token}
      disabled={isDisabled}
      label={
        <span className={classes.label}>
          <span>
            {card.name} •••• {card.lastDigits}
          </span>{' '}
          <span className={classes.outcome}>{card.outcome}</span>
        </span>
      }
    />
  );
}
