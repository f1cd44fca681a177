/** The `error` of Stripe's answer: https://docs.stripe.com/api/errors. */
export interface ErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  /** The id of the charge that failed. */
  readonly charge?: string;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly error: ErrorBody,
    /** Whether an idempotency key stores it. Stripe stores none from before the request was executed. */
    readonly isStored: boolean,
  ) {
    super(error.message);
  }
}

type Details = Pick<ErrorBody, 'code' | 'param'>;

/** The request is wrong in itself: https://docs.stripe.com/error-codes. */
export const invalid = (message: string, details: Details = {}, status = 400): ApiError =>
  new ApiError(status, { type: 'invalid_request_error', message, ...details }, false);

/** The state of an object does not allow the request. */
export const conflicting = (message: string, details: Details = {}): ApiError =>
  new ApiError(400, { type: 'invalid_request_error', message, ...details }, true);

export const noSuch = (what: string, id: string, param: string, status = 404): ApiError =>
  new ApiError(
    status,
    {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such ${what}: '${id}'`,
      param,
    },
    true,
  );

/** The key was used for something else: https://docs.stripe.com/api/idempotent_requests. */
export const keyMismatch = (key: string, what: string): ApiError =>
  new ApiError(
    400,
    {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used ${what}. Try using a key other than '${key}' if you meant to execute a different request.`,
    },
    false,
  );

export const keyInUse = (key = ''): ApiError =>
  new ApiError(
    409,
    {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
    },
    false,
  );

export const internalError = (): ApiError =>
  new ApiError(500, { type: 'api_error', message: 'An unknown error occurred' }, true);
