/** The HTTP status of each error code in the services' answers. A code never changes its meaning. */
export const errorStatuses = {
  INVALID_REQUEST: 400,
  INVALID_JSON: 400,
  BAD_REQUEST: 400,
  EMAIL_IN_USE: 400,
  INVALID_CREDENTIALS: 400,
  LINK_INVALID: 400,
  TICKET_RESERVED: 400,
  SEAT_ON_SALE: 400,
  EVENT_OVER: 400,
  TICKET_OFF_SALE: 400,
  TICKET_SOLD: 400,
  ORDER_CANCELLED: 400,
  ORDER_COMPLETE: 400,
  ORDER_EXPIRED: 400,
  PAYMENT_IN_PROGRESS: 400,
  CARD_REFUSED: 400,
  NOT_AUTHORIZED: 401,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  REQUEST_TIMEOUT: 408,
  IDEMPOTENCY_KEY_IN_USE: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  LIMIT_REACHED: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
} as const;

/** What is wrong with a request, for programs. It stays the same when the message for people changes. */
export type ErrorCode = keyof typeof errorStatuses;
