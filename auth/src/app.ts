import { createHttpApp, type Logger, type Sessions } from '@ticketing-dev/common';
import type { Express } from 'express';

import type { Accounts } from './domain/accounts';
import type { IsTooCommon } from './domain/common-passwords';
import type { SignInLimits } from './domain/sign-in-limits';
import type { Devices } from './routes/devices';
import { showCurrentUser } from './routes/show-current-user';
import { signIn } from './routes/sign-in';
import { signOut } from './routes/sign-out';
import { signUp } from './routes/sign-up';

/** Longer than a password waits for its turn and its database: what is answered 503 is then not made after all. */
const deadlineSeconds = 15;

export interface AppDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly limits: Pick<SignInLimits, 'signInsPerAddress' | 'signUpsPerAddress'>;
  readonly isTooCommon: IsTooCommon;
  readonly logger: Logger;
  /** Whether the session cookie is `Secure` whatever the proxy says of the request. */
  readonly secureCookies?: boolean;
}

/** The HTTP face of auth. Builds, never connects: tests call it directly. */
export const createApp = ({
  limits,
  isTooCommon,
  logger,
  secureCookies,
  ...deps
}: AppDeps): Express =>
  createHttpApp({
    sessions: deps.sessions,
    logger,
    routes: [
      signUp({ ...deps, isTooCommon, perAddress: limits.signUpsPerAddress }),
      signIn({ ...deps, perAddress: limits.signInsPerAddress }),
      signOut(),
      showCurrentUser(),
    ],
    deadlineSeconds,
    beforeSessions: deps.devices.writer,
    hasSessions: true,
    isAlwaysHttps: secureCookies ?? false,
  });
