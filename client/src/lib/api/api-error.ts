import type { ErrorBody, ErrorItem } from '@ticketing-dev/common/contracts';

import type { Answer } from './http';

/** Failures that no service describes. The messages of the shop have a text for each. */
type FailureCode = 'NO_CONNECTION' | 'NO_ANSWER_IN_TIME' | 'SHOP_UNAVAILABLE' | 'UNEXPECTED';

interface Failure {
  /** The HTTP status; 0 if there was no response. */
  readonly status: number;
  readonly items: readonly ErrorItem[];
  readonly retryAfterSeconds?: number | undefined;
}

/** The only error that calls to the services throw. */
export class ApiError extends Error {
  readonly status: number;
  readonly items: readonly ErrorItem[];
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, items, retryAfterSeconds }: Failure) {
    super(items.map(({ message, code }) => message || code).join(' '));
    this.name = 'ApiError';
    this.status = status;
    this.items = items;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether it is unknown if the service handled the request. Only a retry shows it. */
  get isOutcomeUnknown(): boolean {
    const isRunning = this.items.some(({ code }) => code === 'IDEMPOTENCY_KEY_IN_USE');
    return this.status === 0 || this.status >= 500 || isRunning;
  }
}

/** The user has to sign in first, and the sign-in page is opening. Nothing has to be shown. */
export class SignInNeededError extends ApiError {}

export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : failure(0, 'UNEXPECTED');
}

/** The error of a call that got no answer. */
export function noAnswer(isTimeout: boolean): ApiError {
  return failure(0, isTimeout ? 'NO_ANSWER_IN_TIME' : 'NO_CONNECTION');
}

/** The error of a call that a service refused. */
export function refused({ status, data, headers }: Answer): ApiError {
  if (!isErrorBody(data)) return failure(status, status >= 502 ? 'SHOP_UNAVAILABLE' : 'UNEXPECTED');
  const retryAfterSeconds = readSeconds(headers.get('retry-after'));
  return new ApiError({ status, items: data.errors, retryAfterSeconds });
}

function failure(status: number, code: FailureCode): ApiError {
  return new ApiError({ status, items: [{ message: '', code }] });
}

function readSeconds(header: string | null): number | undefined {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}

function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'errors' in body &&
    Array.isArray(body.errors) &&
    body.errors.length > 0 &&
    body.errors.every(isErrorItem)
  );
}

function isErrorItem(item: unknown): item is ErrorItem {
  return (
    typeof item === 'object' &&
    item !== null &&
    'message' in item &&
    typeof item.message === 'string' &&
    (!('field' in item) || typeof item.field === 'string')
  );
}
