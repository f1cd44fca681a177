import { CodedError } from './coded-error';

/** A browser sent the request from a page of another site. Answered 403. */
export class CrossSiteError extends CodedError {
  constructor() {
    super('CROSS_SITE', 'Requests from other sites are refused');
  }
}

/** The request's body did not arrive in time. Answered 408. */
export class RequestTimeoutError extends CodedError {
  constructor() {
    super('REQUEST_TIMEOUT', 'The request took too long to arrive');
  }
}

/** The request's body is not JSON. Answered 415. */
export class UnsupportedTypeError extends CodedError {
  /** @param message for the caller */
  constructor(message: string) {
    super('UNSUPPORTED_TYPE', message);
  }
}

/** A request with the same idempotency key has not ended yet. Answered 409. */
export class KeyInUseError extends CodedError {
  constructor() {
    const message = 'A request with this Idempotency-Key is in progress, please try again';
    super('IDEMPOTENCY_KEY_IN_USE', message);
  }
}

/** The idempotency key was used for a request with another body. Answered 422. */
export class KeyReusedError extends CodedError {
  constructor() {
    super('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request');
  }
}
