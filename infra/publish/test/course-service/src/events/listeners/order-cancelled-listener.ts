import { Listener, OrderCancelledEvent, Subjects } from '@ticketing-dev/common';
import { Message } from 'node-nats-streaming';

import { findTicket, saveTicket } from '../../models/ticket';
import { TicketUpdatedPublisher } from '../publishers/ticket-updated-publisher';
import { queueGroupName } from './queue-group-name';

export class OrderCancelledListener extends Listener<OrderCancelledEvent> {
  subject: Subjects.OrderCancelled = Subjects.OrderCancelled;
  queueGroupName = queueGroupName;

  async onMessage(data: OrderCancelledEvent['data'], msg: Message) {
    const ticket = findTicket(data.ticket.id);
    if (ticket) {
      const { orderId, ...free } = ticket;
      const saved = saveTicket({ ...free, version: ticket.version + 1 });
      await new TicketUpdatedPublisher(this.client).publish(saved);
    }
    msg.ack();
  }
}
