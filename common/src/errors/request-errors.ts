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
