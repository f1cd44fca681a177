import { randomUUID } from 'node:crypto';

import { type Clock, systemClock } from '../base/clock';
import {
  claimOf,
  type IdempotencyStore,
  type KeptAnswer,
  type KeyClaim,
  type KeyedRequest,
  type KeyRecord,
} from '../idempotency/idempotency-store';
import { anId } from './ids';

/** An {@link IdempotencyStore} in memory. */
export class MemoryIdempotencyStore implements IdempotencyStore {
  readonly #keys = new Map<string, KeyRecord>();
  readonly #now: Clock;
  #lastId = 0;

  constructor(now: Clock = systemClock) {
    this.#now = now;
  }

  claim(request: KeyedRequest, leaseMs: number): Promise<KeyClaim> {
    const nextId = () => anId((this.#lastId += 1).toString(16).padStart(24, '0'));
    const attempt = { owner: randomUUID(), now: this.#now(), leaseMs, nextId };
    const { claim, record } = claimOf(this.#keys.get(request.id), request, attempt);
    if (record) this.#keys.set(request.id, record);
    return Promise.resolve(claim);
  }

  complete(id: string, owner: string, answer: KeptAnswer): Promise<void> {
    return this.#change(id, owner, { answer });
  }

  release(id: string, owner: string): Promise<void> {
    return this.#change(id, owner, { leaseUntil: this.#now() });
  }

  sweep(): Promise<void> {
    for (const [id, { expiresAt }] of this.#keys) {
      if (expiresAt <= this.#now()) this.#keys.delete(id);
    }
    return Promise.resolve();
  }

  #change(id: string, owner: string, changes: Partial<KeyRecord>): Promise<void> {
    const stored = this.#keys.get(id);
    if (stored?.owner === owner) this.#keys.set(id, { ...stored, ...changes });
    return Promise.resolve();
  }
}
