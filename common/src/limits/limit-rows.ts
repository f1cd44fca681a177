/** The count of one key. */
export interface LimitRow {
  readonly points: number;
  /** When the window ends. From then on, the row is ignored. */
  readonly endsAt: Date;
}

/** The store of the counts that all instances of a service share. */
export interface LimitRows {
  /** Adds `points` to the key's count atomically. If no window is open, begins one of `windowMs`. */
  add(key: string, points: number, windowMs: number): Promise<LimitRow>;
  /** The key's count; undefined if no window is open. */
  find(key: string): Promise<LimitRow | undefined>;
  /** Deletes the counts of windows that have ended. */
  sweep(): Promise<void>;
}
