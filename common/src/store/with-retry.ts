import { DependencyError } from '../errors/app-error';
import { VersionConflictError } from './store';

const tries = 5;

/**
 * Does a read-check-write again from its start when another one was quicker.
 *
 * @throws DependencyError where it was not quickest five times
 */
export async function withRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof VersionConflictError)) throw error;
      if (left <= 1) throw new DependencyError('A much wanted record', { cause: error });
    }
  }
}
