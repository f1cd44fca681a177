import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type UserDeletedEvent,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

/** Cancels the open orders of a deleted account, so that their tickets are free again. */
export class UserDeletedListener extends DurableListener<UserDeletedEvent> {
  readonly subject = Subjects.UserDeleted;

  constructor(private readonly orders: Pick<Orders, 'cancelAllOf'>) {
    super();
  }

  async handle({ id }: ReceivedData<UserDeletedEvent>): Promise<void> {
    await this.orders.cancelAllOf(id);
  }
}
