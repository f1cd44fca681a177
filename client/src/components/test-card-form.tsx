'use client';

import { Alert, Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';

import { formatPrice } from '@/lib/format';
import { type TestCard, testCards } from '@/lib/test-cards';

import classes from './test-card-form.module.css';

interface Props {
  readonly price: number;
  readonly isBusy: boolean;
  readonly pay: (token: string) => Promise<void>;
}

export function TestCardForm({ price, isBusy, pay }: Props) {
  const [token, setToken] = useState(testCards[0].token);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pay(token);
      }}
    >
      <Stack>
        <Alert variant="light" color="gray" title="Test mode">
          This shop has no key of Stripe's, so no real card can be charged. Choose one of Stripe's
          test cards.
        </Alert>
        <Radio.Group label="Test card" value={token} onChange={setToken}>
          <Stack gap="xs" mt="xs">
            {testCards.map((card) => (
              <TestCardChoice key={card.token} card={card} isDisabled={isBusy} />
            ))}
          </Stack>
        </Radio.Group>
        <Button type="submit" size="lg" fullWidth loading={isBusy}>
          Pay {formatPrice(price)}
        </Button>
      </Stack>
    </form>
  );
}

function TestCardChoice({ card, isDisabled }: { card: TestCard; isDisabled: boolean }) {
  return (
    <Radio
      className={classes.choice}
      value={card.token}
      disabled={isDisabled}
      label={`${card.name} •••• ${card.lastDigits}`}
      description={card.outcome}
    />
  );
}
