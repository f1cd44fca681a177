import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type UserDeletedEvent,
} from '@ticketing-dev/common';

import type { Payments } from '../../domain/payments';

/** Erases the cards on the receipts of a deleted account. */
export class UserDeletedListener extends DurableListener<UserDeletedEvent> {
  readonly subject = Subjects.UserDeleted;

  constructor(private readonly payments: Pick<Payments, 'forget'>) {
    super();
  }

  async handle(user: ReceivedData<UserDeletedEvent>): Promise<void> {
    await this.payments.forget(user);
  }
}
