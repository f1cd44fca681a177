import type { TicketBody } from '@ticketing-dev/common/contracts';

import { hasStarted } from './event-and-seat';
import { formatSoon } from './format';

export interface TicketState {
  readonly tone: 'good' | 'wait' | 'past';
  readonly label: string;
}

/**
 * What can be done with a ticket: on sale, held, sold.
 *
 * @param knowsTimeZone whether the code runs in the browser: the server does not know the visitor's time zone
 */
export function ticketState(ticket: TicketBody, knowsTimeZone: boolean): TicketState {
  const { orderId, heldUntil, sold, offSale, admittedAt } = ticket;
  if (admittedAt) return past(knowsTimeZone ? `Admitted ${formatSoon(admittedAt)}` : 'Admitted');
  if (sold) return past('Sold');
  if (heldUntil) return wait(knowsTimeZone ? `Held until ${formatSoon(heldUntil)}` : 'Held');
  if (orderId) return wait('Reserved');
  if (offSale) return past('Off sale');
  return hasStarted(ticket) ? past('Event started') : { tone: 'good', label: 'On sale' };
}

const past = (label: string): TicketState => ({ tone: 'past', label });
const wait = (label: string): TicketState => ({ tone: 'wait', label });
