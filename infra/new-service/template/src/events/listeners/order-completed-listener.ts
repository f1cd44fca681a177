import {
  DurableListener,
  type Logger,
  type OrderCompletedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

/** Logs each completed order, as an example of what sample may do. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(private readonly logger: Logger) {
    super();
  }

  handle({ id }: ReceivedData<OrderCompletedEvent>): Promise<void> {
    this.logger.info({ orderId: id }, 'sample received a completed order');
    return Promise.resolve();
  }
}
