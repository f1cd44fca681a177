/**
 * Bounds a wait by a timer of its own, so that it ends although the work never does.
 *
 * @param work goes on after the bound; its late outcome is dropped
 * @param ms the bound
 * @param late makes the error of a wait that was too long
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
