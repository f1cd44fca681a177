type Type = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
type Details = Readonly<Partial<Record<'code' | 'decline_code' | 'param' | 'charge', string>>>;

/** https://docs.stripe.com/api/errors */
export class ApiError extends Error {
  readonly body: string;

  constructor(
    readonly status: number,
    type: Type,
    message: string,
    details: Details = {},
    /** Whether an idempotency key stores it. Stripe stores no error from before the request was executed. */
    readonly isStored = true,
  ) {
    super(message);
    this.body = JSON.stringify({ error: { type, message, ...details } });
  }
}

/** The request is wrong in itself: https://docs.stripe.com/error-codes. */
export const invalid = (message: string, details?: Details, status = 400): ApiError =>
  new ApiError(status, 'invalid_request_error', message, details, false);

/** The state of an object does not allow the request. */
export const conflicting = (message: string, details?: Details, status = 400): ApiError =>
  new ApiError(status, 'invalid_request_error', message, details);

export const noSuch = (what: string, id: string, param: string, status = 404): ApiError =>
  conflicting(`No such ${what}: '${id}'`, { code: 'resource_missing', param }, status);

/** The key was used for something else: https://docs.stripe.com/api/idempotent_requests. */
export const keyMismatch = (key: string, what: string): ApiError =>
  new ApiError(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used ${what}. Try using a key other than '${key}' if you meant to execute a different request.`,
    {},
    false,
  );

export const keyInUse = (key = ''): ApiError =>
  new ApiError(
    409,
    'idempotency_error',
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
    { code: 'idempotency_key_in_use' },
    false,
  );

export const internalError = (): ApiError =>
  new ApiError(500, 'api_error', 'An unknown error occurred');
