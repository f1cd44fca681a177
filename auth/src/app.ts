import { createHttpApp, type Logger, type Sessions } from '@ticketing-dev/common';
import type { Express } from 'express';

import type { Accounts } from './domain/accounts';
import { showCurrentUser } from './routes/show-current-user';
import { signIn } from './routes/sign-in';
import { signOut } from './routes/sign-out';
import { signUp } from './routes/sign-up';

/** A rush of sign-ins queues for the processor, as hashing is meant to make it; that is no server that is away. */
const deadlineSeconds = 15;

export interface AppDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly logger: Logger;
  /** Whether the session cookie is `Secure` whatever the proxy says of the request. */
  readonly secureCookies?: boolean;
}

/** The HTTP face of auth. Builds, never connects: tests call it directly. */
export const createApp = ({ accounts, sessions, logger, secureCookies }: AppDeps): Express =>
  createHttpApp({
    sessions,
    logger,
    routes: [signUp(accounts, sessions), signIn(accounts, sessions), signOut(), showCurrentUser()],
    deadlineSeconds,
    hasSessions: true,
    isAlwaysHttps: secureCookies ?? false,
  });
