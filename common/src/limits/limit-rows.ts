/** What is counted for one key. */
export interface LimitRow {
  readonly points: number;
  /** When the window ends: from then on the row counts for nothing. */
  readonly endsAt: Date;
}

/** Where counts are kept that all instances of a service share. */
export interface LimitRows {
  /** Adds to the key's count, or begins a window of this length where none is open. One step of the database. */
  add(key: string, points: number, windowMs: number): Promise<LimitRow>;
  /** The key's count; undefined where no window is open. */
  find(key: string): Promise<LimitRow | undefined>;
  /** Forgets the counts of windows that have ended. */
  sweep(): Promise<void>;
}
