'use client';

import { Group, Stack, Text, Title } from '@mantine/core';
import type { OrderBody, PassBody, PaymentBody } from '@ticketing-dev/common/contracts';
import type { RefObject } from 'react';

import { eventOf } from '@/lib/event-and-seat';
import { formatPrice, shortId } from '@/lib/format';
import { receiptPath } from '@/lib/paths';

import classes from './completed-order.module.css';
import { Cover } from './cover';
import { EventAndSeat } from './event-and-seat';
import { CheckIcon } from './icons';
import { LinkButton } from './link-button';
import { PassNotes } from './notes';
import { OrderStatusBadge } from './order-status-badge';
import { Outcome } from './outcome';
import { Panel } from './panel';
import { Pass } from './pass';
import { Receipt } from './receipt';
import { Stepper } from './stepper';
import { TwoColumns } from './two-columns';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody | null;
  readonly firstPass: PassBody | null;
  readonly sellerName: string | null;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

/** The ticket itself, torn off at its perforation: the event above, the code below. */
export function CompletedOrder({ order, payment, firstPass, sellerName, titleRef }: Props) {
  const { id, ticket, userId, status } = order;
  const isRefunded = payment?.refunded !== undefined;

  return (
    <TwoColumns
      head={
        <Stack>
          <div>
            {!isRefunded && <Stepper current="Done" />}
            <Outcome
              icon={<CheckIcon />}
              isGood={!isRefunded}
              title={isRefunded ? 'This order was refunded' : 'The ticket is yours'}
              titleRef={titleRef}
            />
          </div>
          <div className={classes.ticket}>
            <Panel
              heading={
                <>
                  <div className={classes.cover}>
                    <Cover name={eventOf(ticket)} />
                  </div>
                  <Title order={2} className={classes.name} dir="auto">
                    {ticket.title}
                  </Title>
                  <EventAndSeat ticket={ticket} />
                </>
              }
            >
              <Pass orderId={id} buyerId={userId} first={firstPass} />
            </Panel>
          </div>
        </Stack>
      }
      side={
        <Stack gap="lg">
          {payment && (
            <Panel>
              <Stack gap="sm" component="section" aria-label="Receipt">
                <Group justify="space-between">
                  <Title order={2} size="h3">
                    Receipt
                  </Title>
                  <OrderStatusBadge status={status} />
                </Group>
                <Receipt order={order} payment={payment} sellerName={sellerName} />
                <LinkButton href={receiptPath(id)} variant="default" prefetch={false}>
                  Receipt to print
                </LinkButton>
              </Stack>
            </Panel>
          )}
          {!isRefunded && (
            <Text>
              You paid {formatPrice(ticket.price)}. Your card was charged once. You find this page
              again under <em>My orders</em>, as order {shortId(id)}.
            </Text>
          )}
          <PassNotes />
          <Group>
            <LinkButton href="/orders" variant="default">
              My orders
            </LinkButton>
            <LinkButton href="/" variant="default">
              See tickets on sale
            </LinkButton>
          </Group>
        </Stack>
      }
    />
  );
}
