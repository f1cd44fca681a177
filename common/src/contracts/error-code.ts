/** What is wrong with a request, for programs: it stays the same while the message for people may change. */
export type ErrorCode =
  // 400
  | 'INVALID_REQUEST'
  | 'INVALID_JSON'
  | 'BAD_REQUEST'
  | 'EMAIL_IN_USE'
  | 'INVALID_CREDENTIALS'
  | 'TICKET_RESERVED'
  | 'ORDER_CANCELLED'
  | 'ORDER_COMPLETE'
  | 'ORDER_EXPIRED'
  | 'PAYMENT_IN_PROGRESS'
  | 'CARD_REFUSED'
  // 401, 403, 404, 408, 413, 415, 429
  | 'NOT_AUTHORIZED'
  | 'CROSS_SITE'
  | 'NOT_FOUND'
  | 'REQUEST_TIMEOUT'
  | 'BODY_TOO_LARGE'
  | 'UNSUPPORTED_TYPE'
  | 'LIMIT_REACHED'
  // 500, 503
  | 'INTERNAL_ERROR'
  | 'UNAVAILABLE';
