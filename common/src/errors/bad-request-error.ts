import { CodedError } from './coded-error';

/** The request is well-formed, but it is not allowed now. Answered 400. */
export class BadRequestError extends CodedError {
  /** @param message for the caller */
  constructor(message: string) {
    super('REFUSED', message);
  }
}
