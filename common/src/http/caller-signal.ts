import type { Response } from 'express';

/** The caller no longer waits: it has disconnected, or its request was answered 503 at the deadline. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/** A signal that aborts with a {@link CallerGoneError} when the caller no longer waits for the answer. */
export function callerSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new CallerGoneError('nobody waits for the answer'));
  // Node.js also closes an answer that was sent, such as ours at the deadline.
  if (response.writableEnded || response.closed) abort();
  else response.once('close', abort);
  return controller.signal;
}
