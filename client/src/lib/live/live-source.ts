import { takeLiveSlot } from './live-slot';

/** A service sends something every 20 s. If nothing arrives for so long, the connection is broken. */
const silenceMs = 45_000;
/** How long to wait for a free slot, or after a refusal, before the next try. Random, so that tabs do not come together. */
const retryMs = (): number => 10_000 + Math.random() * 10_000;

/** Something with an id that a stream is about. */
export interface LiveItem {
  readonly id: string;
}

/** An event of a stream. */
export interface LiveEvent {
  /** Whether `items` is the whole state. */
  readonly isSnapshot: boolean;
  readonly items: readonly LiveItem[];
}

export interface LiveReceiver {
  readonly onEvent: (event: LiveEvent) => void;
  /** Whether events arrive. While they do not, pages must poll. */
  readonly onState: (isLive: boolean) => void;
}

/** Keeps one stream of the browser open, until the returned function is called. */
export function openLiveSource(path: string, { onEvent, onState }: LiveReceiver): () => void {
  let isEnded = false;
  let source: EventSource | undefined;
  let giveBack: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    giveBack?.();
    giveBack = null;
  };

  const again = (afterMs: number): void => {
    end();
    onState(false);
    if (!isEnded) timer = setTimeout(() => void start(), afterMs);
  };

  const hear = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      again(0);
    }, silenceMs);
  };

  const start = async (): Promise<void> => {
    const slot = await takeLiveSlot();
    // It may have been ended while it waited for the slot.
    if (isEnded || !slot) {
      slot?.();
      if (!isEnded) again(retryMs());
      return;
    }
    giveBack = slot;
    const opened = new EventSource(path);
    source = opened;
    hear();
    for (const name of ['snapshot', 'changes']) {
      opened.addEventListener(name, ({ data }: MessageEvent<string>) => {
        hear();
        onEvent({ isSnapshot: name === 'snapshot', items: JSON.parse(data) as LiveItem[] });
        onState(true);
      });
    }
    opened.addEventListener('pulse', hear);
    opened.addEventListener('error', () => {
      // The browser connects again by itself, except after a refusal.
      if (opened.readyState === EventSource.CLOSED) again(retryMs());
      else onState(false);
    });
  };

  void start();
  return () => {
    isEnded = true;
    end();
  };
}
