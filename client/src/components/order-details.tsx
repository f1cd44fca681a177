'use client';

import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { PassBody, PaymentBody } from '@ticketing-dev/common/contracts';
import type { RefObject } from 'react';

import { useFocusOnChange } from '@/hooks/use-focus-on-change';
import { useOrder } from '@/hooks/use-order';
import { usePay } from '@/hooks/use-pay';
import type { OrderReading } from '@/lib/api/orders';
import { speakDuration } from '@/lib/format';
import type { PayBy } from '@/lib/pay-by';

import { CancelOrder } from './cancel-order';
import { CompletedOrder } from './completed-order';
import { Countdown } from './countdown';
import { BuyingNotes } from './notes';
import classes from './order-details.module.css';
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
      {lostConnection.message} What you see may be out of date; we keep asking.
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
            <Waiting title="Checking your order…" {...title}>
              It may have changed since you were here. This takes a moment.
            </Waiting>
          ) : shown === 'awaiting-payment' ? (
            <>
              <Stepper current="Pay" />
              <Title ref={titleRef} tabIndex={-1} className={classes.title}>
                Pay for <bdi>{ticket.title}</bdi> within {timeToPay(first)}
              </Title>
            </>
          ) : shown === 'paying' ? (
            <Waiting title="Your payment is on its way" {...title}>
              Your bank is checking your card, or has agreed. This page shows the result by itself.
              Do not pay again.
            </Waiting>
          ) : shown === 'ending' ? (
            <Waiting title="The hold has ended" {...title}>
              Your time to pay is over. We are closing the order.
            </Waiting>
          ) : (
            <OrderOutcome phase={shown} ticketId={ticket.id} {...title} />
          )
        }
        side={
          <OrderSummary
            order={order}
            badge={!isChecking && <OrderStatusBadge status={order.status} />}
          />
        }
      >
        {isOpen && (
          <Stack>
            {isOwnTicket && <Text>You are buying your own ticket.</Text>}
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
function timeToPay({ order, readAt }: OrderReading): string {
  const seconds = (Date.parse(order.expiresAt) - readAt) / 1000;
  // The server's clock is read in whole seconds, so that a hold of 15 minutes may look a second longer.
  const rounded = seconds < 120 ? Math.floor(seconds) : Math.round(seconds / 60) * 60;
  return speakDuration(Math.max(1, rounded));
}
