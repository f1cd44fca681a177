import { Listener, OrderCreatedEvent, Subjects } from '@ticketing-dev/common';
import { Message } from 'node-nats-streaming';

import { findTicket, saveTicket } from '../../models/ticket';
import { TicketUpdatedPublisher } from '../publishers/ticket-updated-publisher';
import { queueGroupName } from './queue-group-name';

export class OrderCreatedListener extends Listener<OrderCreatedEvent> {
  subject: Subjects.OrderCreated = Subjects.OrderCreated;
  queueGroupName = queueGroupName;

  async onMessage(data: OrderCreatedEvent['data'], msg: Message) {
    const ticket = findTicket(data.ticket.id);
    if (ticket) {
      const reserved = saveTicket({ ...ticket, orderId: data.id, version: ticket.version + 1 });
      await new TicketUpdatedPublisher(this.client).publish(reserved);
    }
    msg.ack();
  }
}
