import type { TicketBody } from '@ticketing-dev/common/contracts';

import { hasStarted, type TicketTexts } from './event-and-seat';
import type { Formats } from './format';

export interface TicketState {
  readonly tone: 'good' | 'wait' | 'past';
  readonly label: string;
}

/**
 * What can be done with a ticket: on sale, held, sold.
 *
 * @param knowsTimeZone whether the code runs in the browser: the server does not know the visitor's time zone
 */
export function ticketState(
  ticket: TicketBody,
  knowsTimeZone: boolean,
  t: TicketTexts,
  { soon }: Formats,
): TicketState {
  const { orderId, heldUntil, sold, offSale, admittedAt } = ticket;
  if (admittedAt)
    return past(knowsTimeZone ? t('admittedAt', { time: soon(admittedAt) }) : t('admitted'));
  if (sold) return past(t('sold'));
  if (heldUntil) return wait(knowsTimeZone ? t('heldUntil', { time: soon(heldUntil) }) : t('held'));
  if (orderId) return wait(t('reserved'));
  if (offSale) return past(t('offSale'));
  return hasStarted(ticket) ? past(t('started')) : { tone: 'good', label: t('onSale') };
}

const past = (label: string): TicketState => ({ tone: 'past', label });
const wait = (label: string): TicketState => ({ tone: 'wait', label });
