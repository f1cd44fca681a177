import { Text } from '@mantine/core';
import type { OrderBody, PaymentBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { placeOf, seatOf } from '@/lib/event-and-seat';

import classes from './receipt.module.css';

interface Props {
  readonly order: OrderBody;
  readonly payment: PaymentBody;
  /** The seller's public name, if there is one. */
  readonly sellerName: string | null;
  /** Whether it says what was bought. Beside the ticket itself it does not. */
  readonly hasTicket?: boolean;
}

export function Receipt({ order, payment, sellerName, hasTicket = false }: Props) {
  const t = useTranslations('receipt');
  const common = useTranslations('common');
  const tickets = useTranslations('tickets');
  const formats = useFormats();
  const { ticket } = order;
  const { amount, authorisedAt, card, refunded } = payment;
  const place = placeOf(ticket);
  const seat = seatOf(ticket, tickets);

  return (
    <>
      <dl className={classes.receipt}>
        <Row name={t('number')}>{payment.id}</Row>
        {authorisedAt && <Row name={t('date')}>{formats.day(authorisedAt)}</Row>}
        <Row name={t('seller')}>{sellerName ?? common('aSeller')}</Row>
        {hasTicket && (
          <Row name={t('ticket')}>
            {ticket.title}
            {ticket.startsAt && <span>{formats.eventTime(ticket.startsAt, ticket.timeZone)}</span>}
            {place && <span dir="auto">{place}</span>}
            {seat && <span dir="auto">{seat}</span>}
          </Row>
        )}
        <Row name={t('amount')}>{formats.price(amount ?? ticket.price)}</Row>
        {card && (
          <Row name={t('card')}>{t('cardOf', { brand: card.brand, last4: card.last4 })}</Row>
        )}
      </dl>
      {refunded && (
        <Text fw={650} mt="sm">
          {t('refunded', {
            price: formats.price(refunded.amount),
            day: formats.day(refunded.at),
          })}
        </Text>
      )}
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
