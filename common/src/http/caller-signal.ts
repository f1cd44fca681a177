import type { Response } from 'express';

/** Nobody waits for the answer any more: the caller has hung up, or was told at the deadline that it takes too long. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/** Aborted, with a {@link CallerGoneError}, as soon as nobody waits for the answer any more. */
export function callerSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new CallerGoneError('nobody waits for the answer'));
  // Node closes an answer that is sent, too: at the deadline, by us.
  if (response.writableEnded || response.closed) abort();
  else response.once('close', abort);
  return controller.signal;
}
