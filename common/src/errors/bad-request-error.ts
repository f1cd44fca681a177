import type { ErrorCode } from '../contracts';
import { CodedError } from './coded-error';

/** The request is well-formed, but it is not allowed now. Answered 400. */
export class BadRequestError extends CodedError {
  /**
   * @param message for the caller
   * @param code for programs
   */
  constructor(message: string, code: ErrorCode = 'BAD_REQUEST') {
    super(code, message);
  }
}
