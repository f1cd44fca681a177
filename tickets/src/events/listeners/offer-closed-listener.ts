import {
  DurableListener,
  type OfferClosedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';

/** Stores that orders has taken a ticket off sale. */
export class OfferClosedListener extends DurableListener<OfferClosedEvent> {
  readonly subject = Subjects.OfferClosed;

  constructor(private readonly tickets: Tickets) {
    super();
  }

  async handle({ ticketId }: ReceivedData<OfferClosedEvent>): Promise<void> {
    await this.tickets.closeOffer(ticketId);
  }
}
