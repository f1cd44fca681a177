import type { UserPayload } from '@ticketing-dev/common/contracts';

/** The signed-in user. `isKnown` is false if the auth service could not be reached. */
export interface Session {
  readonly user: UserPayload | null;
  readonly isKnown: boolean;
}
