import type { Versioned } from '@ticketing-dev/common';

/** Where somebody is signed in. */
export interface UserSession {
  /** Random; the claim `sid` of its token. */
  readonly sid: string;
  /** When it ends by itself, to the second. */
  readonly endsAt: Date;
}

/** Somebody who has an account. */
export interface User extends Versioned {
  /** Unique; in the spelling of `normalizeEmail`, or trimmed and in lower case where the account is older than that. */
  readonly email: string;
  /** With its parameters and its salt, in the PHC string format. */
  readonly passwordHash: string;
  /** Those that can be ended, oldest first; absent in accounts that an older build made. */
  readonly sessions?: readonly UserSession[];
}
