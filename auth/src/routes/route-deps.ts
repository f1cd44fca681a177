import type { Logger, Sessions } from '@ticketing-dev/common';

import type { Accounts } from '../domain/accounts';
import type { IsTooCommon } from '../domain/common-passwords';
import type { SignInLimits } from '../domain/sign-in-limits';
import type { UserSessions } from '../domain/user-sessions';
import type { Devices } from './devices';

/** What the routes of auth are made of. */
export interface RouteDeps {
  readonly accounts: Accounts;
  readonly userSessions: Pick<UserSessions, 'end' | 'endAll'>;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly limits: Pick<SignInLimits, 'signInsPerAddress' | 'signUpsPerAddress'>;
  readonly isTooCommon: IsTooCommon;
  /** How the log names an e-mail address that may be nobody's. */
  readonly hashEmail: (email: string) => string;
  readonly logger: Logger;
  /** Whether the session cookie is `Secure` whatever the proxy says of the request. */
  readonly secureCookies?: boolean;
}
