import type { UserPayload } from '@ticketing-dev/common/contracts';

/** Who is signed in. `isKnown` is false when the auth service could not be asked. */
export interface Session {
  readonly user: UserPayload | null;
  readonly isKnown: boolean;
}
