import type { Logger, Sessions } from '@ticketing-dev/common';

import type { Accounts } from '../domain/accounts';
import type { IsTooCommon } from '../domain/common-passwords';
import type { Profile } from '../domain/profile';
import type { Recovery } from '../domain/recovery';
import type { SignInLimits } from '../domain/sign-in-limits';
import type { UserSessions } from '../domain/user-sessions';
import type { SignInOutcome } from '../metrics';
import type { Devices } from './devices';

/** The dependencies of auth's routes. */
export interface RouteDeps {
  readonly accounts: Accounts;
  readonly recovery: Recovery;
  readonly profile: Profile;
  readonly userSessions: UserSessions;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly limits: Pick<
    SignInLimits,
    'signInsPerAddress' | 'signUpsPerAddress' | 'mailLinksPerAddress'
  >;
  readonly isTooCommon: IsTooCommon;
  /** Hashes an e-mail address for the log. The address may have no account. */
  readonly hashEmail: (email: string) => string;
  readonly countSignIn: (outcome: SignInOutcome) => void;
  readonly logger: Logger;
  /** Whether the session cookie is always `Secure`, also if the proxy reports plain HTTP. */
  readonly secureCookies?: boolean;
}
