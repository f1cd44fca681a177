export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Calls `condition` until it returns true. Its own timer ends the wait, even if `condition` never settles.
 *
 * @returns false if it timed out or `signal` ended the wait
 * @throws what `condition` throws
 */
export function waitFor(
  condition: () => Promise<boolean> | boolean,
  { timeoutMs, everyMs = 50, signal }: WaitOptions,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    let pause: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      isOver = true;
      clearTimeout(bound);
      clearTimeout(pause);
      signal?.removeEventListener('abort', giveUp);
      settle();
    };
    const giveUp = (): void => end(() => resolve(false));
    const bound = setTimeout(giveUp, timeoutMs);
    signal?.addEventListener('abort', giveUp);

    const fail = (error: unknown): void =>
      end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const check = async (): Promise<void> => {
      const isMet = await condition();
      if (isMet) end(() => resolve(true));
      else if (!isOver) pause = setTimeout(run, everyMs);
    };
    const run = (): void => void check().catch(fail);
    if (signal?.aborted) giveUp();
    else run();
  });
}
