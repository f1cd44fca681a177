import type { ErrorCode } from '../contracts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  NOT_AUTHORIZED: 401,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  REQUEST_TIMEOUT: 408,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  LIMIT_REACHED: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
};

/** The HTTP status of an error code: 400 unless another one is listed. No other place decides it. */
export const statusOf = (code: ErrorCode): number => statuses[code] ?? 400;
