import type { output } from 'zod';

import type { endedSessionsData } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** Sessions that ended before their tokens expired. */
export type EndedSessionsData = Immutable<output<typeof endedSessionsData>>;

/** A user signed out, or ended their other sessions. */
export type SessionEndedEvent = Event<Subjects.SessionEnded, EndedSessionsData>;
