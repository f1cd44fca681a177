import { Publisher, Subjects, TicketUpdatedEvent } from '@ticketing-dev/common';

export class TicketUpdatedPublisher extends Publisher<TicketUpdatedEvent> {
  readonly subject = Subjects.TicketUpdated;
}
