import type { Event } from './event';
import { instant, listOf, shape, text } from './reader';

/** Sessions that ended before their time. */
export interface SessionsState {
  /** The `sid` claims of their tokens. */
  readonly sids: readonly string[];
  /** When the last of their tokens ends by itself, ISO 8601: nobody has to remember them after that. */
  readonly until: string;
}

/** Somebody signed out, or their other sessions were ended. */
export type SessionEnded = Event<'session:ended', SessionsState>;

/** Reads what `session:ended` carries. */
export const readSessions = shape<SessionsState>({ sids: listOf(text), until: instant });
