import { Subjects, type UserDeletedEvent } from '@ticketing-dev/common';

import type { User } from './user';

/** Creates the event that an account was deleted. It has no data of the person. */
export const userDeleted = ({ id, version }: User): UserDeletedEvent => ({
  subject: Subjects.UserDeleted,
  data: { id, version },
});
