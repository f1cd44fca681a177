import {
  type AdmissionResult,
  type AggregateStore,
  type Clock,
  createTurns,
  type Id,
} from '@ticketing-dev/common';

import { isNewest, readCode } from './codes';
import type { Door } from './door';
import type { Admission, Pass } from './pass';
import { passUpdated } from './pass-events';
import type { PassKeys } from './pass-keys';

const mostListed = 200;
const writesAtOnce = 20;
/** Each is stored in the pass. More of them say nothing new. */
const mostConflicts = 50;

/** What admission depends on. */
export interface AdmissionsDeps {
  readonly passes: AggregateStore<Pass>;
  readonly keys: PassKeys;
  readonly now: Clock;
}

/** One try of a door to let a person in. */
export interface Attempt {
  readonly attemptId: string;
  /** A scanned or a typed code. */
  readonly code: string;
  /** When the door let the person in without a connection. */
  readonly offlineAt?: Date | undefined;
}

/** The answer to an attempt. Only `admitted` opens the door. */
export interface Outcome {
  readonly result: AdmissionResult;
  /** Absent if there is no such pass, or if it is for another event. */
  readonly pass?: Pass;
}

/** Passes that a door may admit without a connection. */
export interface DoorList {
  readonly listedAt: Date;
  readonly passes: readonly Pass[];
  readonly next: Id | undefined;
}

export type Admissions = ReturnType<typeof createAdmissions>;

/** The use cases of the staff at a door. */
export function createAdmissions({ passes, keys, now }: AdmissionsDeps) {
  const inTurn = createTurns();

  const seatOfTyped = async (typedHash: string): Promise<Id | undefined> => {
    const [pass] = await passes.query({ where: { typedHash }, order: 'oldest first', limit: 1 });
    return pass?.id;
  };

  const useOf = (door: Door, { attemptId, offlineAt }: Attempt): Admission => {
    const time = now();
    // A device's clock may be fast.
    const at = offlineAt && offlineAt < time ? offlineAt : time;
    return { attemptId, doorId: door.id, door: door.name, at };
  };

  const recordConflict = async (pass: Pass, use: Admission): Promise<Pass> => {
    const { conflicts = [] } = pass;
    const isKnown = conflicts.some(({ attemptId }) => attemptId === use.attemptId);
    if (isKnown || conflicts.length >= mostConflicts) return pass;
    return passes.transition(pass, { conflicts: [...conflicts, use] }, passUpdated);
  };

  const markListed = (seatId: Id): Promise<Pass | undefined> =>
    inTurn(seatId, async () => {
      const pass = await passes.find(seatId);
      // Only a valid pass can be sold again.
      if (pass?.state !== 'valid' || pass.listed) return pass;
      return passes.transition(pass, { listed: true }, passUpdated);
    });

  return {
    /**
     * Decides whether the door opens. The compare-and-set lets one attempt use the pass. If another writer was faster,
     * the attempt is decided again.
     */
    async admit(door: Door, attempt: Attempt): Promise<Outcome> {
      const known = await keys();
      const read = readCode(attempt.code, (id) => known.find(id));
      const seatId = read && (read.seatId ?? (await seatOfTyped(read.typedHash)));
      if (!seatId) return { result: 'unknown' };
      return inTurn(seatId, async (): Promise<Outcome> => {
        const pass = await passes.find(seatId);
        if (!pass) return { result: 'unknown' };
        if (pass.eventKey !== door.eventKey) return { result: 'invalid' };
        // A key that is not known any more may be a stolen one that was removed.
        const isValid = isNewest(pass, read) && known.find(pass.keyId) !== undefined;
        if (!isValid || pass.state === 'revoked') return { result: 'invalid', pass };
        const use = useOf(door, attempt);
        if (pass.state === 'valid') {
          const changes = { state: 'admitted', admission: use } as const;
          return { result: 'admitted', pass: await passes.transition(pass, changes, passUpdated) };
        }
        if (pass.admission?.attemptId === attempt.attemptId) return { result: 'admitted', pass };
        const after = attempt.offlineAt ? await recordConflict(pass, use) : pass;
        return { result: 'used', pass: after };
      });
    },

    /** How many passes of the door's event are valid or used, and how many of them are used. */
    async count({ eventKey }: Door): Promise<{ readonly sold: number; readonly admitted: number }> {
      const [valid, admitted] = await Promise.all([
        passes.count({ eventKey, state: 'valid' }),
        passes.count({ eventKey, state: 'admitted' }),
      ]);
      return { sold: valid + admitted, admitted };
    },

    /** A part of the list of the door's event, in the order of seats. Each pass is marked before it is read. */
    async list({ eventKey }: Door, after: Id | undefined): Promise<DoorList> {
      const listedAt = now();
      const found = await passes.query({
        where: { eventKey },
        order: 'oldest first',
        ...(after === undefined ? {} : { after }),
        limit: mostListed + 1,
      });
      const part = found.slice(0, mostListed);
      const listed: Pass[] = [];
      for (let i = 0; i < part.length; i += writesAtOnce) {
        const some = part.slice(i, i + writesAtOnce);
        const marked = await Promise.all(
          some.map((pass) => (pass.listed ? Promise.resolve(pass) : markListed(pass.id))),
        );
        listed.push(...marked.filter((pass) => pass !== undefined));
      }
      return {
        listedAt,
        passes: listed,
        next: found.length > mostListed ? part.at(-1)?.id : undefined,
      };
    },
  };
}
