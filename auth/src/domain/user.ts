import type { Versioned } from '@ticketing-dev/common';

/** Somebody who has an account. */
export interface User extends Versioned {
  /** Unique; in the spelling of `normalizeEmail`, or trimmed and in lower case where the account is older than that. */
  readonly email: string;
  /** With its parameters and its salt, in the PHC string format. */
  readonly passwordHash: string;
}
