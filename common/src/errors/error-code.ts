/** Why a request failed, for programs. A code never changes its meaning. */
export type ErrorCode =
  | 'INVALID_REQUEST'
  | 'REFUSED'
  | 'NOT_AUTHORIZED'
  | 'CROSS_SITE'
  | 'NOT_FOUND'
  | 'TOO_SLOW'
  | 'UNSUPPORTED_TYPE'
  | 'LIMIT_REACHED'
  | 'UNAVAILABLE';

const statuses: Readonly<Record<ErrorCode, number>> = {
  INVALID_REQUEST: 400,
  REFUSED: 400,
  NOT_AUTHORIZED: 401,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  TOO_SLOW: 408,
  UNSUPPORTED_TYPE: 415,
  LIMIT_REACHED: 429,
  UNAVAILABLE: 503,
};

/** The HTTP status of an error code. No other place decides it. */
export const statusOf = (code: ErrorCode): number => statuses[code];
