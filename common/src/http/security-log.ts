import type { Request } from 'express';

import type { Logger } from '../base/logger';

/** What happened. Operators search for it in the field `security`. */
export type SecurityEvent =
  | 'sign-up'
  | 'sign-in'
  | 'sign-in failed'
  | 'sign-out'
  | 'sign-out everywhere'
  | 'password changed'
  | 'password change failed'
  | 'password reset asked'
  | 'password reset'
  | 'e-mail address proved'
  | 'account deleted'
  | 'account deletion failed'
  | 'refused'
  | 'limit reached';

/** Further fields of a line. No e-mail address, no password and no token may be in it. */
export interface SecurityDetails {
  readonly userId?: string;
  /** The e-mail address as `keyedHash`, for events without a user's id. */
  readonly emailHash?: string;
  /** The method and the path of the route, without ids. */
  readonly route?: string;
  /** The name of the limit that was reached, as in the metric. */
  readonly limit?: string;
  readonly retryAfterSeconds?: number;
}

/**
 * Writes one line about an event that may be part of an attack.
 *
 * @param request adds the client's address to the line; undefined for a line without it
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
