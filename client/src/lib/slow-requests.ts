const slowAfterMs = 4_000;

/** The requests of the user that have had no answer for 4 s. */
let slow = 0;
const subscribers = new Set<() => void>();

function add(change: 1 | -1): void {
  slow += change;
  for (const notify of subscribers) notify();
}

/** Counts a request as slow, from 4 s after this call until the returned function is called. */
export function watchRequest(): () => void {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    add(1);
  }, slowAfterMs);
  return () => {
    clearTimeout(timer);
    if (isSlow) add(-1);
    isSlow = false;
  };
}

export function hasSlowRequest(): boolean {
  return slow > 0;
}

export function onSlowRequest(notify: () => void): () => void {
  subscribers.add(notify);
  return () => subscribers.delete(notify);
}
