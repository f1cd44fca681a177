import type { Application, Express, Request } from 'express';

import { createLogger, type Logger } from '../base/logger';
import { optional, required } from '../base/settings';
import { createSessions, type Sessions } from '../sessions/session';

interface AppLocals {
  readonly sessions: Sessions;
  readonly logger: Logger;
}

/** Not a plain name: an app of somebody else may have `sessions` or a `logger` of another kind there. */
const key = Symbol.for('@ticketing-dev/common');

/** Gives the middlewares of this app what they need. They are used by name, without arguments, as in the course. */
export const setAppLocals = ({ locals }: Express, own: Partial<AppLocals>): void => {
  (locals as Record<symbol, unknown>)[key] = own;
};

/** Express does not pass the locals of an app to the apps that are mounted in it. */
function localsOf(app: Application): Partial<AppLocals> {
  const own = (app.locals as Record<symbol, unknown>)[key] as Partial<AppLocals> | undefined;
  const { parent } = app as { readonly parent?: Application };
  return own ?? (parent ? localsOf(parent) : {});
}

let ofEnvironment: { readonly keys: string; readonly sessions: Sessions } | undefined;

function sessionsOfEnvironment(): Sessions {
  const current = required(process.env, 'JWT_KEY');
  const previousKey = optional(process.env, 'JWT_KEY_PREVIOUS');
  const keys = JSON.stringify([current, previousKey]);
  if (ofEnvironment?.keys !== keys) {
    ofEnvironment = { keys, sessions: createSessions(current, { previousKey }) };
  }
  return ofEnvironment.sessions;
}

/**
 * The app's sessions; in an app that `createHttpApp` did not make, those of `JWT_KEY` and `JWT_KEY_PREVIOUS`. Such an app
 * does not know which sessions have ended.
 *
 * @throws SettingError when there is no `JWT_KEY`
 */
export const sessionsOf = ({ app }: Request): Sessions =>
  localsOf(app).sessions ?? sessionsOfEnvironment();

let defaultLogger: Logger | undefined;

/** The app's logger; in an app that `createHttpApp` did not make, a default one. */
export const loggerOf = ({ app }: Request): Logger =>
  localsOf(app).logger ?? (defaultLogger ??= createLogger('http', 'info'));
