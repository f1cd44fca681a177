import type { ErrorItem } from '../contracts';

/** A failure that the caller may read about. Every other error is answered 500, without detail. */
export abstract class CustomError extends Error {
  /** The HTTP status of the answer. */
  abstract readonly statusCode: number;

  /** @param message for logs; the answer has what {@link CustomError.serializeErrors} returns */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** What is wrong, for the body of the answer; at least one item. */
  abstract serializeErrors(): ErrorItem[];
}
