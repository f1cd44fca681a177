'use client';

import { Radio, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { useFormats } from '@/hooks/use-formats';
import type { ApiError } from '@/lib/api/api-error';

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
  const t = useTranslations('pay');
  const formats = useFormats();
  const [token, setToken] = useState(accepted[0].token);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pay(token);
      }}
    >
      <Stack>
        <Radio.Group label={t('testCard')} value={token} onChange={setToken}>
          <Stack gap="xs" mt="xs">
            {accepted.map((card) => (
              <TestCardChoice key={card.token} card={card} isDisabled={isBusy} />
            ))}
            <details className={classes.failing}>
              <summary>{t('tryFailing')}</summary>
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
            {t('pay', { price: formats.price(price) })}
          </BusyButton>
        </PayBar>
      </Stack>
    </form>
  );
}

function TestCardChoice({ card, isDisabled }: { card: TestCard; isDisabled: boolean }) {
  const t = useTranslations('pay');
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
          <span className={classes.outcome}>{t(card.outcome)}</span>
        </span>
      }
    />
  );
}
