import type { ErrorItem } from '../contracts';

/** Why a request was not done. {@link statusOf} says which HTTP status each becomes. */
export type ErrorCode =
  | 'INVALID_REQUEST'
  | 'REFUSED'
  | 'NOT_AUTHORIZED'
  | 'CROSS_SITE'
  | 'NOT_FOUND'
  | 'TOO_SLOW'
  | 'UNSUPPORTED_TYPE'
  | 'LIMIT_REACHED'
  | 'UNAVAILABLE';

/** A failure that its caller is meant to read. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  override readonly name: string = 'AppError';

  /**
   * @param code what kind of failure it is
   * @param items what is wrong, in words for the caller; at least one
   */
  constructor(
    readonly code: ErrorCode,
    readonly items: readonly [ErrorItem, ...ErrorItem[]],
    options?: ErrorOptions,
  ) {
    super(items.map((item) => item.message).join('; '), options);
  }
}

/**
 * A database, the bus or another server that we need is away, or its answer was lost. The outcome of what was asked is
 * unknown; asking again later is right. Listeners never count it against a message.
 */
export class DependencyError extends AppError {
  override readonly name = 'DependencyError';

  /**
   * @param dependency what is away, as an operator calls it, such as `MongoDB`
   * @param options `message`: what to say to the caller in place of "... is not available right now, please try again"
   */
  constructor(
    readonly dependency: string,
    {
      message = `${dependency} is not available right now, please try again`,
      ...options
    }: ErrorOptions & { readonly message?: string } = {},
  ) {
    super('UNAVAILABLE', [{ message }], options);
  }
}

/** The request's parts are malformed. */
export const invalidRequest = (items: readonly [ErrorItem, ...ErrorItem[]]): AppError =>
  new AppError('INVALID_REQUEST', items);

/** The request is well-formed, but the rules do not allow it now. */
export const refused = (message: string): AppError => new AppError('REFUSED', [{ message }]);

/** Nobody is signed in, or not the one who may. */
export const notAuthorized = (): AppError =>
  new AppError('NOT_AUTHORIZED', [{ message: 'Not authorized' }]);

/** The request's body did not arrive in time. */
export const tooSlow = (): AppError =>
  new AppError('TOO_SLOW', [{ message: 'The request took too long to arrive' }]);

/** What was asked for is not there. */
export const notFound = (): AppError => new AppError('NOT_FOUND', [{ message: 'Not Found' }]);
