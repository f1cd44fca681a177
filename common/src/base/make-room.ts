/** What a `Map` and a `Set` have in common. */
interface Keyed<K> {
  readonly size: number;
  has(key: K): boolean;
  keys(): Iterable<K>;
  delete(key: K): boolean;
}

/**
 * Makes room for a key in a `Map` or a `Set` that may not grow without end: it deletes the oldest one.
 *
 * @param most how many keys it may have; nothing is deleted if there are fewer, or if it has the key already
 */
export function makeRoom<K>(keyed: Keyed<K>, key: K, most: number): void {
  if (keyed.size < most || keyed.has(key)) return;
  const [oldest] = keyed.keys();
  if (oldest !== undefined) keyed.delete(oldest);
}
