import { CodedError } from './coded-error';

/** Nobody is signed in, or somebody else owns what was asked for. Answered 401. */
export class NotAuthorizedError extends CodedError {
  constructor() {
    super('NOT_AUTHORIZED', 'Not authorized');
  }
}
