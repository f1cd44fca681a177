import { type LiveEvent, type LiveItem, type LiveReceiver, openLiveSource } from './live-source';

/** A page that is hidden for so long needs no stream. */
const hiddenMs = 30_000;

type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly isLive: boolean };

const topics = new Map<string, Topic>();

/** Follows a stream. All followers in all tabs of the browser share it. Returns the function that ends it. */
export function followLive(path: string, receiver: LiveReceiver): () => void {
  // A browser without it, and jsdom.
  if (typeof EventSource === 'undefined') return () => undefined;
  const topic = topics.get(path) ?? new Topic(path, () => topics.delete(path));
  topics.set(path, topic);
  return topic.add(receiver);
}

/**
 * One stream in one tab. With Web Locks, one tab of the browser has the connection, and passes on what it receives. When
 * that tab ends or is hidden, the next one takes over.
 */
class Topic {
  readonly #receivers = new Set<LiveReceiver>();
  /** The newest state of each item, for followers that come later. */
  readonly #newest = new Map<string, LiveItem>();
  #isLive = false;
  #isLeading = false;
  #channel: BroadcastChannel | undefined;
  #leave: (() => void) | undefined;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly path: string,
    readonly onUnused: () => void,
  ) {}

  add(receiver: LiveReceiver): () => void {
    if (this.#receivers.size === 0) this.#begin();
    this.#receivers.add(receiver);
    if (this.#isLive) {
      receiver.onEvent(this.#state());
      receiver.onState(true);
    }
    return () => {
      this.#receivers.delete(receiver);
      if (this.#receivers.size === 0) this.#finish();
    };
  }

  #begin(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    // A page that is kept for Back must not keep a lock or a connection.
    window.addEventListener('pagehide', this.#suspend);
    window.addEventListener('pageshow', this.#resume);
    this.#onVisibility();
    this.#resume();
  }

  #finish(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('pagehide', this.#suspend);
    window.removeEventListener('pageshow', this.#resume);
    clearTimeout(this.#hiddenTimer);
    this.#suspend();
    this.onUnused();
  }

  readonly #onVisibility = (): void => {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(this.#suspend, hiddenMs);
    else this.#resume();
  };

  readonly #suspend = (): void => {
    this.#leave?.();
    this.#leave = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#setLive(false);
  };

  readonly #resume = (): void => {
    if (this.#leave) return;
    const { locks } = navigator as { readonly locks?: LockManager };
    if (!locks || typeof BroadcastChannel === 'undefined') {
      this.#leave = openLiveSource(this.path, this.#own);
      return;
    }
    const name = `live ${this.path}`;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', this.#onMessage);
    this.#say({ kind: 'hello' });
    const leaving = new AbortController();
    this.#leave = () => {
      leaving.abort();
    };
    const lead = (): Promise<void> => this.#lead(leaving.signal);
    locks.request(name, { signal: leaving.signal }, lead).catch(() => undefined);
  };

  #lead(leaving: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (leaving.aborted) {
        resolve();
        return;
      }
      this.#isLeading = true;
      const close = openLiveSource(this.path, this.#own);
      leaving.addEventListener('abort', () => {
        this.#isLeading = false;
        close();
        resolve();
      });
    });
  }

  /** What this tab's own connection receives. */
  readonly #own: LiveReceiver = {
    onEvent: (event) => {
      this.#say({ kind: 'event', event });
      this.#pass(event);
    },
    onState: (isLive) => {
      this.#say({ kind: 'state', isLive });
      this.#setLive(isLive);
    },
  };

  readonly #onMessage = ({ data: message }: MessageEvent<Message>): void => {
    if (message.kind === 'hello') {
      if (!this.#isLeading || !this.#isLive) return;
      this.#say({ kind: 'event', event: this.#state() });
      this.#say({ kind: 'state', isLive: true });
    } else if (message.kind === 'event') this.#pass(message.event);
    else this.#setLive(message.isLive);
  };

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #state = (): LiveEvent => ({ isSnapshot: true, items: [...this.#newest.values()] });

  #pass(event: LiveEvent): void {
    if (event.isSnapshot) this.#newest.clear();
    for (const item of event.items) this.#newest.set(item.id, item);
    for (const { onEvent } of this.#receivers) onEvent(event);
  }

  #setLive(isLive: boolean): void {
    if (this.#isLive === isLive) return;
    this.#isLive = isLive;
    for (const { onState } of this.#receivers) onState(isLive);
  }
}
