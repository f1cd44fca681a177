import type { ErrorItem } from '../contracts';
import { CustomError } from './custom-error';

/** The course's error for a database that is unavailable, answered 500. Ours is {@link DependencyError}: 503. */
export class DatabaseConnectionError extends CustomError {
  readonly statusCode = 500;
  readonly reason = 'Error connecting to database';

  constructor() {
    super('Error connecting to database');
  }

  serializeErrors(): ErrorItem[] {
    return [{ message: this.reason, code: 'INTERNAL_ERROR' }];
  }
}
