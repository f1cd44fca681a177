import type { Express, Request } from 'express';

import { createLogger, type Logger } from '../base/logger';
import { required } from '../base/settings';
import { createSessions, type Sessions } from '../sessions/session';

interface AppLocals {
  readonly sessions: Sessions;
  readonly logger: Logger;
}

/** Gives the middlewares of this app what they need. As in the course, they are used without arguments. */
export const setAppLocals = (app: Express, locals: Partial<AppLocals>): void => {
  Object.assign(app.locals, locals);
};

const localsOf = (request: Request): Partial<AppLocals> => request.app.locals;

let ofEnvironment: { readonly key: string; readonly sessions: Sessions } | undefined;

function sessionsOfEnvironment(): Sessions {
  const key = required(process.env, 'JWT_KEY');
  if (ofEnvironment?.key !== key) ofEnvironment = { key, sessions: createSessions(key) };
  return ofEnvironment.sessions;
}

/**
 * The app's sessions; in an app that `createHttpApp` did not make, those of `JWT_KEY`.
 *
 * @throws SettingError when there is no `JWT_KEY`
 */
export const sessionsOf = (request: Request): Sessions =>
  localsOf(request).sessions ?? sessionsOfEnvironment();

let defaultLogger: Logger | undefined;

/** The app's logger; in an app that `createHttpApp` did not make, a default one. */
export const loggerOf = (request: Request): Logger =>
  localsOf(request).logger ?? (defaultLogger ??= createLogger('http', 'info'));
