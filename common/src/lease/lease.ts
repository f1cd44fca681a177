import { randomUUID } from 'node:crypto';

import type { Logger } from '../base/logger';
import { createLoop, type Loop } from '../base/loop';

/** The lease as it is stored. */
export interface LeaseRow {
  /** The instance that has the lease; undefined if it gave the lease back. */
  readonly holder?: string;
  /** Counts the renewals, so that other instances see that the holder is alive without comparing clocks. */
  readonly renewals: number;
}

/** The store of a service's lease. */
export interface LeaseRows {
  find(): Promise<LeaseRow | undefined>;
  /**
   * Compare-and-set: writes the row.
   *
   * @param current the row as it was read; undefined if there was none
   * @returns false if another instance wrote first
   */
  write(next: LeaseRow, current: LeaseRow | undefined): Promise<boolean>;
}

/** What a lease needs. */
export interface LeaseDeps {
  readonly rows: LeaseRows;
  readonly logger: Logger;
  /** A clock that never goes back, in milliseconds. */
  readonly now?: () => number;
}

const renewEveryMs = 2_000;
/** A lease that its holder has not renewed for so long goes to another instance. */
const lapseMs = 6_000;
/**
 * After this time the holder gives the lease to another instance. An instance that has lost only the bus or Stripe could
 * renew the lease, but not do the work.
 */
const tenureMs = 20_000;

/**
 * Lets one instance of a service do the sweeps, which would otherwise be repeated by each. Nothing relies on it for its
 * correctness: two instances may have the lease for a moment, and a sweep may be repeated.
 */
export interface Lease {
  /** Whether this instance has the lease now. */
  readonly isHeld: boolean;
  /** Renews the lease, or takes it if nobody renews it. */
  readonly loop: Loop;
  /** One turn of the loop. */
  renew(): Promise<void>;
  /**
   * Work that only the holder does. A new instance does it too until the lease of a predecessor must have lapsed, because
   * a service with one instance must not wait for that.
   */
  alone(work: () => Promise<void>): () => Promise<void>;
  /** Gives the lease back, so that another instance need not wait until it lapses. */
  release(): Promise<void>;
}

/**
 * The lease of a service, as one of its instances sees it.
 *
 * @param deps the store of the lease, which all instances share, and by default `performance.now` as the clock
 */
export function createLease({ rows, logger, now = () => performance.now() }: LeaseDeps): Lease {
  const me = randomUUID();
  let seen: { readonly row: LeaseRow | undefined; readonly at: number } | undefined;
  let heldUntil = -Infinity;
  let heldSince = -Infinity;
  let soloUntil = Infinity;
  let isItsTurn = true;

  const isHeld = (): boolean => now() < heldUntil;

  const release = async (): Promise<void> => {
    if (!isHeld() || !seen?.row) return;
    heldUntil = -Infinity;
    await rows.write({ renewals: seen.row.renewals + 1 }, seen.row);
  };

  const renew = async (): Promise<void> => {
    if (isHeld() && now() - heldSince >= tenureMs) {
      // It waits for a turn, so that another instance can take the lease.
      isItsTurn = false;
      await release();
      return;
    }
    const row = await rows.find();
    soloUntil = Math.min(soloUntil, now() + lapseMs + renewEveryMs);
    const isSame = row?.holder === seen?.row?.holder && row?.renewals === seen?.row?.renewals;
    if (!seen || !isSame) seen = { row, at: now() };
    const mayTake = row?.holder === undefined || row.holder === me || now() - seen.at >= lapseMs;
    if (!mayTake || !isItsTurn) {
      heldUntil = -Infinity;
      isItsTurn = true;
      return;
    }
    const wasHeld = isHeld();
    const at = now();
    const next = { holder: me, renewals: (row?.renewals ?? 0) + 1 };
    const isMine = await rows.write(next, row);
    heldUntil = isMine ? at + lapseMs : -Infinity;
    if (!isMine) return;
    seen = { row: next, at };
    if (wasHeld) return;
    heldSince = at;
    logger.debug('this instance does the sweeps now');
  };

  return {
    get isHeld() {
      return isHeld();
    },
    loop: createLoop('lease', renewEveryMs, renew, logger),
    renew,
    alone: (work) => async () => {
      if (isHeld() || now() < soloUntil) await work();
    },
    release,
  };
}
