import { DependencyError } from '../errors/unavailable-error';
import type { Logger } from './logger';
import { withoutRequest } from './request-context';

/** Work that is done again and again, never twice at once. */
export interface Loop {
  start(): void;
  /** Does the work soon, or once more if it is being done now. */
  kick(): void;
  /** Ends the loop; resolves when the work under way is done. */
  stop(): Promise<void>;
}

/**
 * A loop that outlives every failure of its work: it logs it, and tries again at the next turn.
 *
 * @param name what it does, for the log
 * @param intervalMs from the end of one turn to the start of the next
 */
export function createLoop(
  name: string,
  intervalMs: number,
  work: () => Promise<void>,
  logger: Logger,
): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
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
    isWanted = false;
    // Whoever wakes the loop may do so in the name of a request; its turns belong to none.
    running = withoutRequest(turn).then(() => {
      running = undefined;
      if (isStopped) return;
      if (isWanted) run();
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
      isWanted = true;
      if (!running) run();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
