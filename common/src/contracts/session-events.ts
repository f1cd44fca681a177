import type { Event } from './event';
import { instant, listOf, shape, text } from './reader';
import type { Subjects } from './subjects';

/** Sessions that ended before their tokens expired. */
export interface EndedSessionsData {
  /** The `sid` claims of their tokens. */
  readonly sids: readonly string[];
  /** When the last of their tokens expires, ISO 8601 in UTC. After that, no service has to store them. */
  readonly until: string;
}

/** A user signed out, or ended their other sessions. */
export type SessionEndedEvent = Event<Subjects.SessionEnded, EndedSessionsData>;

/** Reads the data of `session:ended`. */
export const readSessions = shape<EndedSessionsData>({ sids: listOf(text), until: instant });
