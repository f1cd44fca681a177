export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Asks until the answer is yes. False when it was not in time, or when `signal` ended the wait. It ends in time even if
 * an answer never comes: its own timer ends it, which nothing else can lose.
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
    const ask = async (): Promise<void> => {
      const isSo = await condition();
      if (isSo) end(() => resolve(true));
      else if (!isOver) pause = setTimeout(look, everyMs);
    };
    const look = (): void => void ask().catch(fail);
    if (signal?.aborted) giveUp();
    else look();
  });
}
