import type { Request } from 'express';

import type { Logger } from '../service/logger';

/** What happened, as operators look for it: `security` in the line. */
export type SecurityEvent =
  | 'sign-up'
  | 'sign-in'
  | 'sign-in failed'
  | 'sign-out'
  | 'sign-out everywhere'
  | 'password changed'
  | 'password change failed'
  | 'refused'
  | 'limit reached';

/** What a line may say beside the client's address. No e-mail address, no password, no token. */
export interface SecurityDetails {
  readonly userId?: string;
  /** By `keyedHash`, where there may be no such account. */
  readonly emailHash?: string;
  /** What was asked for, without the ids in its path. */
  readonly route?: string;
  /** The setting of the limit that was reached. */
  readonly limit?: string;
}

/** Writes one line about something of which an attack is made. */
export const logSecurity = (
  logger: Logger,
  security: SecurityEvent,
  request: Request,
  details: SecurityDetails = {},
): void => logger.info({ security, address: request.ip, ...details }, `security: ${security}`);
