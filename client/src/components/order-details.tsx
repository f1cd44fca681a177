'use client';

import { Alert, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { PassBody, PaymentBody } from '@ticketing-dev/common/contracts';

import { useFocusOnChange } from '@/hooks/use-focus-on-change';
import { useOrder } from '@/hooks/use-order';
import { usePay } from '@/hooks/use-pay';
import type { OrderReading } from '@/lib/api/orders';
import { shortId } from '@/lib/format';
import type { PayBy } from '@/lib/pay-by';

import { CancelOrder } from './cancel-order';
import { CompletedOrder } from './completed-order';
import { Countdown } from './countdown';
import classes from './order-details.module.css';
import { OrderOutcome } from './order-outcome';
import { OrderStatusBadge } from './order-status-badge';
import { Panel } from './panel';
import { PayForm } from './pay-form';
import { PriceChange } from './price-change';
import { TicketHeading } from './ticket-heading';

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
  const body = useFocusOnChange<HTMLDivElement>(shown);

  return (
    <Panel
      heading={
        <TicketHeading
          title={ticket.title}
          price={ticket.price}
          details={ticket}
          kicker={`Order ${shortId(order.id)}`}
          badge={!isChecking && <OrderStatusBadge status={order.status} />}
        />
      }
    >
      <Stack
        ref={body}
        tabIndex={-1}
        className={classes.body}
        gap="lg"
        aria-live="polite"
        aria-busy={isPaying}
      >
        {lostConnection && (
          <Alert role="status" color="yellow" variant="light">
            {lostConnection.message} What you see may be out of date; we keep asking.
          </Alert>
        )}
        {shown === 'checking' ? (
          <Waiting title="Checking your order…">
            It may have changed since you were here. This takes a moment.
          </Waiting>
        ) : shown === 'awaiting-payment' ? (
          <>
            <Countdown remainingMs={remainingMs} />
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
          </>
        ) : shown === 'paying' ? (
          <Waiting title="Your payment is on its way">
            Your card is being checked or has been authorised. This page shows the result by itself;
            you need not pay again.
          </Waiting>
        ) : shown === 'ending' ? (
          <Waiting title="The hold has ended">
            Your time to pay is over. We are closing the order.
          </Waiting>
        ) : shown === 'completed' ? (
          <CompletedOrder
            order={order}
            payment={payment}
            firstPass={firstPass}
            sellerName={sellerName}
          />
        ) : (
          <OrderOutcome phase={shown} ticketId={ticket.id} />
        )}
      </Stack>
    </Panel>
  );
}

function Waiting({ title, children }: { title: string; children: string }) {
  return (
    <Stack>
      <Group wrap="nowrap">
        <Loader size="sm" />
        <Title order={2} size="h3">
          {title}
        </Title>
      </Group>
      <Text>{children}</Text>
    </Stack>
  );
}
