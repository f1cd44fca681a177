import {
  createHttpApp,
  currentUser,
  errorHandler,
  mergeRouters,
  noSuchRoute,
  sessionCookie,
} from '@ticketing-dev/common';
import cookieSession from 'cookie-session';
import type { Express } from 'express';

import { askEmailProof } from './routes/ask-email-proof';
import { askPasswordReset } from './routes/ask-password-reset';
import { changeAccount } from './routes/change-account';
import { changePassword } from './routes/change-password';
import { deleteAccount } from './routes/delete-account';
import { exportAccount } from './routes/export-account';
import { proveEmail } from './routes/prove-email';
import { resetPassword } from './routes/reset-password';
import type { RouteDeps } from './routes/route-deps';
import { showAccount } from './routes/show-account';
import { showCurrentUser } from './routes/show-current-user';
import { showPublicUser } from './routes/show-public-user';
import { signIn } from './routes/sign-in';
import { signOut } from './routes/sign-out';
import { signOutEverywhere } from './routes/sign-out-everywhere';
import { signUp } from './routes/sign-up';

/** Longer than the waits for hashing and for the database. So no account is created after a 503 response. */
const deadlineSeconds = 15;

/** Builds the HTTP app of auth. It opens no connection, so tests can call it directly. */
export function createApp(deps: RouteDeps): Express {
  const { sessions, devices, logger, secureCookies: isAlwaysHttps = false } = deps;
  const app = createHttpApp({ sessions, logger, deadlineSeconds, isAlwaysHttps });
  app.use(devices.writer);
  app.use(cookieSession(sessionCookie));
  app.use(currentUser);
  app.use(
    mergeRouters(
      signUp(deps),
      signIn(deps),
      signOut(deps),
      signOutEverywhere(deps),
      changePassword(deps),
      askPasswordReset(deps),
      resetPassword(deps),
      askEmailProof(deps),
      proveEmail(deps),
      showAccount(deps),
      changeAccount(deps),
      exportAccount(deps),
      deleteAccount(deps),
      showPublicUser(deps),
      showCurrentUser(),
    ),
  );
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}
