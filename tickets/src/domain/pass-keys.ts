import { randomBytes } from 'node:crypto';

import { type AggregateStore, DuplicateKeyError, type Versioned } from '@ticketing-dev/common';

import { passKey, type PassKey } from './codes';

const only = 'current';
const secretBytes = 32;

/** The secret of a shop without `PASS_KEY`. There is one such record. */
export interface StoredPassKey extends Versioned {
  /** Unique. */
  readonly name: string;
  readonly secret: string;
}

/** What the keys of passes depend on. */
export interface PassKeysDeps {
  readonly store: AggregateStore<StoredPassKey>;
  /** `PASS_KEY`. Without it, the stored secret is used, and made if there is none. */
  readonly secret?: string | undefined;
  /** `PASS_KEY_PREVIOUS`: codes of these stay valid. */
  readonly previous?: readonly string[];
}

/** The keys of passes. */
export interface KnownKeys {
  /** Signs new codes. */
  readonly current: PassKey;
  readonly all: readonly PassKey[];
  find(id: string): PassKey | undefined;
}

/** Loads the keys of passes once. */
export function createPassKeys({ store, secret, previous = [] }: PassKeysDeps) {
  let loading: Promise<KnownKeys> | undefined;

  const stored = async (): Promise<string | undefined> => {
    const [first] = await store.query({ where: { name: only }, order: 'oldest first', limit: 1 });
    return first?.secret;
  };

  const made = async (): Promise<string> => {
    const fresh = randomBytes(secretBytes).toString('base64url');
    try {
      await store.insert({ id: store.nextId(), version: 0, name: only, secret: fresh });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    // Another instance may have been faster. All must use its secret.
    return (await stored()) ?? fresh;
  };

  const load = async (): Promise<KnownKeys> => {
    const fromStore = await stored();
    const current = passKey(secret ?? fromStore ?? (await made()));
    // Codes from before `PASS_KEY` was set are signed by the stored secret.
    const older = [...previous, ...(fromStore === undefined ? [] : [fromStore])].map(passKey);
    const byId = new Map([...older, current].map((key) => [key.id, key]));
    return { current, all: [...byId.values()].reverse(), find: (id) => byId.get(id) };
  };

  return (): Promise<KnownKeys> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

export type PassKeys = ReturnType<typeof createPassKeys>;
