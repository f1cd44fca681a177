import type { Request } from 'express';

import type { Logger } from '../base/logger';

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
  /** The limit that was reached, as the metric calls it. */
  readonly limit?: string;
  readonly retryAfterSeconds?: number;
}

/**
 * Writes one line about something of which an attack is made.
 *
 * @param request whose client's address the line has; undefined for a line that says nothing of the client
 */
export const logSecurity = (
  logger: Logger,
  security: SecurityEvent,
  request: Pick<Request, 'ip'> | undefined,
  details: SecurityDetails = {},
): void =>
  logger.info(
    { security, ...(request && { address: request.ip }), ...details },
    `security: ${security}`,
  );
