import { CodedError } from './coded-error';

/** The service cannot do this at the moment; trying again later is right. Answered 503 with `Retry-After`. */
export class UnavailableError extends CodedError {
  /** @param message for the caller */
  constructor(message: string, options?: ErrorOptions) {
    super('UNAVAILABLE', message, options);
  }
}

/**
 * A database, the bus or another server is unavailable, or its answer was lost. Whether the operation was done is not
 * known. Listeners never count it against a message.
 */
export class DependencyError extends UnavailableError {
  /**
   * @param dependency what is unavailable, as operators call it, such as `MongoDB`
   * @param options `message`: for the caller, in place of "... is not available right now, please try again"
   */
  constructor(
    readonly dependency: string,
    {
      message = `${dependency} is not available right now, please try again`,
      ...options
    }: ErrorOptions & { readonly message?: string } = {},
  ) {
    super(message, options);
  }
}
