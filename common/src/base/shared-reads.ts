import { settledWithin } from './with-timeout';

/** A read that takes longer may be hung, so calls no longer wait for its end. */
const patienceMs = 500;

/**
 * Shares a read between concurrent calls with the same key: while one runs, all calls wait for the next one. A read that
 * began before its call could miss a write that was answered before the call, so no call gets such a read.
 *
 * @param read reads the current value; its errors go to every call that shares it
 */
export function createSharedReads<K, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const running = new Map<K, Promise<T>>();
  const waiting = new Map<K, Promise<T>>();

  const forget = (key: K, which: Promise<T>): void => {
    if (running.get(key) === which) running.delete(key);
  };

  return function get(key) {
    const current = running.get(key);
    if (!current) {
      const started = read(key).finally(() => forget(key, started));
      running.set(key, started);
      return started;
    }
    const next = (): Promise<T> => {
      forget(key, current);
      waiting.delete(key);
      return get(key);
    };
    const shared = waiting.get(key) ?? settledWithin(current, patienceMs).then(next);
    waiting.set(key, shared);
    return shared;
  };
}
