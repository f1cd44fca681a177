import { type ErrorCode, type ErrorItem, errorStatuses } from '../contracts';
import { CustomError } from './custom-error';

/** One of our errors: its code decides its status, and its message is what the caller reads. */
export abstract class CodedError extends CustomError {
  readonly statusCode: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.statusCode = errorStatuses[code];
  }

  serializeErrors(): ErrorItem[] {
    return [{ message: this.message, code: this.code }];
  }
}
