import type { ErrorItem } from '../contracts';
import { CustomError } from './custom-error';
import { type ErrorCode, statusOf } from './error-code';

/** One of our errors: its code decides its status, and its message is what the caller reads. */
export abstract class CodedError extends CustomError {
  readonly statusCode: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.statusCode = statusOf(code);
  }

  serializeErrors(): ErrorItem[] {
    return [{ message: this.message }];
  }
}
