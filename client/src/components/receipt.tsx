import { Text } from '@mantine/core';
import type { OrderBody, PaymentBody } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { placeOf, seatOf } from '@/lib/event-and-seat';
import { formatDay, formatEventTime, formatPrice } from '@/lib/format';

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
  const { ticket } = order;
  const { amount, authorisedAt, card, refunded } = payment;
  const place = placeOf(ticket);
  const seat = seatOf(ticket);

  return (
    <>
      <dl className={classes.receipt}>
        <Row name="Number">{payment.id}</Row>
        {authorisedAt && <Row name="Date">{formatDay(authorisedAt)}</Row>}
        <Row name="Seller">{sellerName ?? 'A seller'}</Row>
        {hasTicket && (
          <Row name="Ticket">
            {ticket.title}
            {ticket.startsAt && <span>{formatEventTime(ticket.startsAt, ticket.timeZone)}</span>}
            {place && <span dir="auto">{place}</span>}
            {seat && <span dir="auto">{seat}</span>}
          </Row>
        )}
        <Row name="Amount">{formatPrice(amount ?? ticket.price)}</Row>
        {card && (
          <Row name="Card">
            {card.brand}, ending in {card.last4}
          </Row>
        )}
      </dl>
      {refunded && (
        <Text fw={650} mt="sm">
          Refunded {formatPrice(refunded.amount)} on {formatDay(refunded.at)}
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
