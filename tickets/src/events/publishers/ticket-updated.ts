import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Ticket } from '../../domain/ticket';
import { ticketState } from './ticket-state';

export const ticketUpdated = (ticket: Ticket): OutgoingEvent<'ticket:updated'> => ({
  subject: 'ticket:updated',
  data: ticketState(ticket),
});
