/**
 * Waits for `work`, with a time-out.
 *
 * @param work continues after the time-out; its late result or error is ignored
 * @param ms the time-out, in milliseconds
 * @param late makes the error that is thrown at the time-out
 */
export function withTimeout<T>(work: PromiseLike<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what was thrown is passed on
        reject(error);
      },
    );
  });
}

/** Resolves when the work has ended, well or not, or after the time, in milliseconds. */
export function settledWithin(work: PromiseLike<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
