import type { ErrorCode, ErrorItem } from '../contracts';
import { CustomError } from './custom-error';
import { statusOf } from './status-of';

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
    return [{ message: this.message, code: this.code }];
  }
}
