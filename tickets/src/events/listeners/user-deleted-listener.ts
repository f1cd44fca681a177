import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type UserDeletedEvent,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';

/** Takes the tickets of a deleted account off sale. Nobody could answer a buyer's questions about them. */
export class UserDeletedListener extends DurableListener<UserDeletedEvent> {
  readonly subject = Subjects.UserDeleted;

  constructor(private readonly tickets: Pick<Tickets, 'takeAllOffSale'>) {
    super();
  }

  async handle(user: ReceivedData<UserDeletedEvent>): Promise<void> {
    await this.tickets.takeAllOffSale(user);
  }
}
