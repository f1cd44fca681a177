import type { Versioned } from '@ticketing-dev/common';

/** A session of a user. */
export interface UserSession {
  /** Random. The claim `sid` of the session's token. */
  readonly sid: string;
  /** When the token expires, in whole seconds. */
  readonly endsAt: Date;
}

/** An account. */
export interface User extends Versioned {
  /** Unique. In the spelling of `normalizeEmail`. Older accounts have it only trimmed and in lower case. */
  readonly email: string;
  /** In the PHC string format, with its parameters and its salt. */
  readonly passwordHash: string;
  /** The sessions that can be ended, oldest first. Absent in accounts that an older build created. */
  readonly sessions?: readonly UserSession[];
}
