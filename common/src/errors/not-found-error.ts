import { CodedError } from './coded-error';

/** There is nothing under this path or id. Answered 404. */
export class NotFoundError extends CodedError {
  constructor() {
    super('NOT_FOUND', 'Not Found');
  }
}
