import { DependencyError } from '../errors/unavailable-error';
import type { Logger } from './logger';
import { withoutRequest } from './request-context';

/** Work that is repeated, and never runs twice concurrently. */
export interface Loop {
  /** Runs the work immediately, and from then on repeatedly. */
  start(): void;
  /** Runs the work immediately, or once more after the current run. Does nothing if the loop is stopped. */
  kick(): void;
  /** Ends the loop; resolves when the current run has ended. */
  stop(): Promise<void>;
}

/**
 * A loop that continues after every failure of its work: it logs the failure and runs the work again.
 *
 * @param name the loop's name in the log
 * @param intervalMs the time from the end of one run to the start of the next
 * @param work may throw; a {@link DependencyError} is logged as a warning, others as errors
 */
export function createLoop(
  name: string,
  intervalMs: number,
  work: () => Promise<void>,
  logger: Logger,
): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isKicked = false;
  let isStopped = true;

  const turn = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof DependencyError) logger.warn({ loop: name }, error.message);
      else logger.error({ err: error, loop: name }, 'a turn failed');
    }
  };

  const run = (): void => {
    clearTimeout(timer);
    isKicked = false;
    // A request may wake the loop, but its runs belong to no request.
    running = withoutRequest(turn).then(() => {
      running = undefined;
      if (isStopped) return;
      if (isKicked) run();
      else timer = setTimeout(run, intervalMs);
    });
  };

  return {
    start() {
      isStopped = false;
      run();
    },
    kick() {
      if (isStopped) return;
      isKicked = true;
      if (!running) run();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
