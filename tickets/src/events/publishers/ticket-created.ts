import type { OutgoingEvent } from '@ticketing-dev/common';

import type { Ticket } from '../../domain/ticket';
import { ticketState } from './ticket-state';

export const ticketCreated = (ticket: Ticket): OutgoingEvent<'ticket:created'> => ({
  subject: 'ticket:created',
  data: ticketState(ticket),
});
