import { CodedError } from './coded-error';

/** The course's error for a database that is unavailable, answered 500. Ours is {@link DependencyError}: 503. */
export class DatabaseConnectionError extends CodedError {
  readonly reason = 'Error connecting to database';

  constructor() {
    super('INTERNAL_ERROR', 'Error connecting to database');
  }
}
