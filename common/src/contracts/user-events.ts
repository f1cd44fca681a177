import type { output } from 'zod';

import type { deletedUserData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** A deleted account: its id and its last version. */
export type DeletedUserData = Immutable<output<typeof deletedUserData>>;

/** A user deleted their account. */
export type UserDeletedEvent = Event<Subjects.UserDeleted, DeletedUserData>;
