import type { Versioned } from '@ticketing-dev/common';

/** Somebody who has an account. */
export interface User extends Versioned {
  /** Unique; trimmed and in lower case. */
  readonly email: string;
  /** With its parameters and its salt, in the PHC string format. */
  readonly passwordHash: string;
}
