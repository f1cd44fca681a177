import type { Id } from '../contracts';

/** How long a key is stored. */
const keptMs = 24 * 60 * 60 * 1000;

/** The answer of a request, as it is repeated. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** A request with an idempotency key. */
export interface KeyedRequest {
  /** A hash of the user, the route and the key. */
  readonly id: string;
  /** Hashes of the body. The first one is stored. The others are accepted too, while `JWT_KEY` is being changed. */
  readonly fingerprints: readonly [string, ...string[]];
}

/** What a request with an idempotency key does next. */
export type KeyClaim =
  | {
      /** It runs. No other request with the key runs until its lease ends. */
      readonly outcome: 'claimed';
      readonly owner: string;
      /** The id for what the request makes. Each try with the key has the same one. */
      readonly resultId: Id;
    }
  | { readonly outcome: 'done'; readonly answer: KeptAnswer }
  | { readonly outcome: 'running' }
  | { readonly outcome: 'other body' };

/** A key that was used. Without an answer, a request with it runs, or ran and failed. */
export interface KeyRecord {
  readonly fingerprint: string;
  readonly resultId: Id;
  /** The try that runs, or ran last. */
  readonly owner: string;
  /** When another try may run, if there is no answer: the process may have crashed. */
  readonly leaseUntil: Date;
  readonly expiresAt: Date;
  readonly answer?: KeptAnswer;
}

/** The store of idempotency keys. A key is stored for 24 hours from its first use. */
export interface IdempotencyStore {
  /**
   * Claims the key for this request, unless it is used already.
   *
   * @param leaseMs how long no other request may claim it, if this one never ends
   */
  claim(request: KeyedRequest, leaseMs: number): Promise<KeyClaim>;
  /** Stores the answer. Does nothing if another try has taken the key over. */
  complete(id: string, owner: string, answer: KeptAnswer): Promise<void>;
  /** Ends the lease, so that another try may run. Does nothing if there is an answer. */
  release(id: string, owner: string): Promise<void>;
  /** Deletes the keys that have expired. */
  sweep(): Promise<void>;
}

/** One try to claim a key. */
export interface KeyTry {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly nextId: () => Id;
}

/**
 * The rule of every {@link IdempotencyStore}.
 *
 * @param stored the key's record; undefined if there is none
 * @returns the outcome, and the record to be written if the key is claimed
 */
export function claimOf(
  stored: KeyRecord | undefined,
  { fingerprints }: KeyedRequest,
  { owner, now, leaseMs, nextId }: KeyTry,
): { readonly claim: KeyClaim; readonly record?: KeyRecord } {
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const claimed = (record: KeyRecord) => ({
    claim: { outcome: 'claimed', owner, resultId: record.resultId } as const,
    record,
  });
  // The database may delete a record long after it has expired.
  if (!stored || stored.expiresAt <= now) {
    const expiresAt = new Date(now.getTime() + keptMs);
    const [fingerprint] = fingerprints;
    return claimed({ fingerprint, resultId: nextId(), owner, leaseUntil, expiresAt });
  }
  if (!fingerprints.includes(stored.fingerprint)) return { claim: { outcome: 'other body' } };
  if (stored.answer) return { claim: { outcome: 'done', answer: stored.answer } };
  if (stored.owner !== owner && stored.leaseUntil > now) return { claim: { outcome: 'running' } };
  return claimed({ ...stored, owner, leaseUntil });
}
