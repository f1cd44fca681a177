import { CustomError } from './custom-error';

/** The course's error for a database that is unavailable, answered 500. Ours is {@link DependencyError}: 503. */
export class DatabaseConnectionError extends CustomError {
  readonly statusCode = 500;
  readonly reason = 'Error connecting to database';

  constructor() {
    super('Error connecting to database');
  }

  serializeErrors(): { message: string }[] {
    return [{ message: this.reason }];
  }
}
