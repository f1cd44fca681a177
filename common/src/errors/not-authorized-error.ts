import { CodedError } from './coded-error';

/** No user is signed in, or another user owns what was requested. Answered 401. */
export class NotAuthorizedError extends CodedError {
  constructor() {
    super('NOT_AUTHORIZED', 'Not authorized');
  }
}
