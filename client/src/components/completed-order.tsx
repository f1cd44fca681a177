'use client';

import { Group, Stack, Text, Title } from '@mantine/core';
import type { OrderBody, PassBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { eventOf } from '@/lib/event-and-seat';
import { shortId } from '@/lib/format';
import { receiptPath } from '@/lib/paths';

import classes from './completed-order.module.css';
import { Cover } from './cover';
import { EventAndSeat } from './event-and-seat';
import { CheckIcon } from './icons';
import { LinkButton } from './link-button';
import { PassNotes } from './notes';
import { OrderHistory } from './order-history';
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
  const t = useTranslations();
  const formats = useFormats();
  const { id, ticket, userId, status } = order;
  const isRefunded = payment?.refunded !== undefined;

  return (
    <TwoColumns
      head={
        <Stack>
          <div>
            {!isRefunded && <Stepper current="done" />}
            <Outcome
              icon={<CheckIcon />}
              isGood={!isRefunded}
              title={t(isRefunded ? 'order.refunded' : 'order.yours')}
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
              <Stack gap="sm" component="section" aria-label={t('receipt.title')}>
                <Group justify="space-between">
                  <Title order={2} size="h3">
                    {t('receipt.title')}
                  </Title>
                  <OrderStatusBadge status={status} />
                </Group>
                <Receipt order={order} payment={payment} sellerName={sellerName} />
                <LinkButton href={receiptPath(id)} variant="default" prefetch={false}>
                  {t('receipt.toPrint')}
                </LinkButton>
              </Stack>
            </Panel>
          )}
          {!isRefunded && (
            <Text>
              {t.rich('order.paid', {
                price: formats.price(ticket.price),
                id: shortId(id),
                em: (text) => <em>{text}</em>,
              })}
            </Text>
          )}
          <PassNotes />
          <OrderHistory order={order} payment={payment} />
          <Group>
            <LinkButton href="/orders" variant="default">
              {t('common.myOrders')}
            </LinkButton>
            <LinkButton href="/" variant="default">
              {t('common.seeTickets')}
            </LinkButton>
          </Group>
        </Stack>
      }
    />
  );
}
