import { createHttpApp } from '@ticketing-dev/common';
import type { Express } from 'express';

import { changePassword } from './routes/change-password';
import type { RouteDeps } from './routes/route-deps';
import { showCurrentUser } from './routes/show-current-user';
import { signIn } from './routes/sign-in';
import { signOut } from './routes/sign-out';
import { signOutEverywhere } from './routes/sign-out-everywhere';
import { signUp } from './routes/sign-up';

/** Longer than a password waits for its turn and its database: what is answered 503 is then not made after all. */
const deadlineSeconds = 15;

/** The HTTP face of auth. Builds, never connects: tests call it directly. */
export const createApp = (deps: RouteDeps): Express =>
  createHttpApp({
    sessions: deps.sessions,
    logger: deps.logger,
    routes: [
      signUp(deps),
      signIn(deps),
      signOut(deps),
      signOutEverywhere(deps),
      changePassword(deps),
      showCurrentUser(),
    ],
    deadlineSeconds,
    beforeSessions: deps.devices.writer,
    hasSessions: true,
    isAlwaysHttps: deps.secureCookies ?? false,
  });
