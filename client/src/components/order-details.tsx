'use client';

import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { PassBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';

import { useErrorText } from '@/hooks/use-error-text';
import { useFocusOnChange } from '@/hooks/use-focus-on-change';
import { useFormats } from '@/hooks/use-formats';
import { useOrder } from '@/hooks/use-order';
import { usePay } from '@/hooks/use-pay';
import type { OrderReading } from '@/lib/api/orders';

import type { PayBy } from '@/lib/pay-by';

import { CancelOrder } from './cancel-order';
import { CompletedOrder } from './completed-order';
import { Countdown } from './countdown';
import { BuyingNotes } from './notes';
import classes from './order-details.module.css';
import { OrderHistory } from './order-history';
import { OrderOutcome } from './order-outcome';
import { OrderStatusBadge } from './order-status-badge';
import { OrderSummary } from './order-summary';
import { PayForm } from './pay-form';
import { PriceChange } from './price-change';
import { Stepper } from './stepper';
import { TwoColumns } from './two-columns';

interface Props {
  readonly first: OrderReading;
  readonly firstPayment: PaymentBody | null;
  readonly firstPass: PassBody | null;
  readonly payBy: PayBy;
  readonly email: string | undefined;
  /** Whether the buyer is also the seller. */
  readonly isOwnTicket: boolean;
  readonly sellerName: string | null;
}

export function OrderDetails({
  first,
  firstPayment,
  firstPass,
  payBy,
  email,
  isOwnTicket,
  sellerName,
}: Props) {
  const t = useTranslations('order');
  const ticketTexts = useTranslations('ticket');
  const formats = useFormats();
  const errorText = useErrorText();
  const { order, payment, phase, remainingMs, isChecking, lostConnection, refresh } = useOrder(
    first,
    firstPayment,
  );
  const { pay, isPaying, payError } = usePay(order.id, refresh);
  const { ticket } = order;
  const shown = isChecking ? 'checking' : phase === 'ending' && isPaying ? 'paying' : phase;
  const titleRef = useFocusOnChange<HTMLHeadingElement>(shown);
  const title = { titleRef };

  const notice = lostConnection && (
    <Alert role="status" color="yellow" variant="light" mb="md">
      {t('lostConnection', { error: lostConnection.items.map(errorText).join(' ') })}
    </Alert>
  );

  if (shown === 'completed') {
    return (
      <>
        {notice}
        <CompletedOrder
          order={order}
          payment={payment}
          firstPass={firstPass}
          sellerName={sellerName}
          {...title}
        />
      </>
    );
  }
  const isOpen = shown === 'awaiting-payment';
  return (
    <div className={isOpen ? classes.paying : undefined} aria-busy={isPaying}>
      {notice}
      {isOpen && (
        <div className={classes.clock}>
          <Countdown remainingMs={remainingMs} />
        </div>
      )}
      <TwoColumns
        head={
          shown === 'checking' ? (
            <Waiting title={t('checking')} {...title}>
              {t('checkingText')}
            </Waiting>
          ) : shown === 'awaiting-payment' ? (
            <>
              <Stepper current="pay" />
              <Title ref={titleRef} tabIndex={-1} className={classes.title}>
                {t.rich('payFor', {
                  title: ticket.title,
                  duration: formats.duration(secondsToPay(first)),
                  b: (text) => <bdi>{text}</bdi>,
                })}
              </Title>
            </>
          ) : shown === 'paying' ? (
            <Waiting title={t('paying')} {...title}>
              {t('payingText')}
            </Waiting>
          ) : shown === 'ending' ? (
            <Waiting title={t('ending')} {...title}>
              {t('endingText')}
            </Waiting>
          ) : (
            <OrderOutcome phase={shown} ticketId={ticket.id} {...title} />
          )
        }
        side={
          <>
            <OrderSummary
              order={order}
              badge={!isChecking && <OrderStatusBadge status={order.status} />}
            />
            <OrderHistory order={order} payment={payment} />
          </>
        }
      >
        {isOpen && (
          <Stack>
            {isOwnTicket && <Text>{ticketTexts('buyingOwn')}</Text>}
            <PriceChange orderId={order.id} price={ticket.price} />
            <PayForm
              payBy={payBy}
              price={ticket.price}
              title={ticket.title}
              email={email}
              isBusy={isPaying}
              error={payError}
              pay={pay}
            />
            {!isPaying && <CancelOrder orderId={order.id} refresh={refresh} />}
            <BuyingNotes />
          </Stack>
        )}
      </TwoColumns>
    </div>
  );
}

interface WaitingProps {
  readonly title: string;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
  readonly children: string;
}

function Waiting({ title, titleRef, children }: WaitingProps) {
  return (
    <Stack>
      <Group wrap="nowrap">
        <Loader size="sm" />
        <Title ref={titleRef} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
      </Group>
      <Text>{children}</Text>
    </Stack>
  );
}

/** As long as it was when the page was opened: the clock says the rest. */
function secondsToPay({ order, readAt }: OrderReading): number {
  const seconds = (Date.parse(order.expiresAt) - readAt) / 1000;
  // The server's clock is read in whole seconds, so that a hold of 15 minutes may look a second longer.
  const rounded = seconds < 120 ? Math.floor(seconds) : Math.round(seconds / 60) * 60;
  return Math.max(1, rounded);
}
