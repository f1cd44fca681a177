import type { DoorListBody, DoorStateBody } from '@ticketing-dev/common/contracts';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import type { Keys } from './check-code';

export type ListedPass = DoorListBody['passes'][number];

/** A door whose link was opened on this device. */
export interface KnownDoor {
  readonly token: string;
  readonly state: DoorStateBody;
  readonly openedAt: number;
}

/** What a door needs to check codes without a connection. */
export interface DoorList {
  readonly doorId: string;
  readonly listedAt: string;
  readonly keys: Keys;
}

/** A person whom this device has let in, or a pass that it knows to be used. */
export interface Admission {
  readonly doorId: string;
  readonly seatId: string;
  readonly serial: number;
  readonly attemptId: string;
  readonly at: string;
  readonly ticket: ListedPass['ticket'] | undefined;
  /** The name of the door. */
  readonly door: string;
  /** The code to send when there is a connection again. Absent if the server knows of the admission. */
  readonly unsentCode?: string;
}

/** A person whom this device let in without a connection, although the pass was used or not valid. */
export interface Conflict {
  readonly attemptId: string;
  readonly doorId: string;
  readonly at: string;
  readonly ticket: ListedPass['ticket'] | undefined;
  readonly result: 'used' | 'invalid' | 'unknown';
  /** Where and when the pass was used first. */
  readonly first?: { readonly door: string; readonly at: string };
}

interface Schema extends DBSchema {
  doors: { key: string; value: KnownDoor };
  lists: { key: string; value: DoorList };
  passes: {
    key: [string, string];
    value: ListedPass & { readonly doorId: string };
    indexes: { typed: [string, string] };
  };
  attempts: {
    key: [string, string];
    value: { readonly doorId: string; readonly typed: string; readonly attemptId: string };
  };
  admissions: { key: [string, string, number]; value: Admission };
  conflicts: { key: string; value: Conflict };
}

/** What this device stores of its doors. It stays after a reload and without a connection. */
export class DoorStore {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(name = 'door'): Promise<DoorStore> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('doors', { keyPath: 'token' });
        fresh.createObjectStore('lists', { keyPath: 'doorId' });
        const passes = fresh.createObjectStore('passes', { keyPath: ['doorId', 'seatId'] });
        passes.createIndex('typed', ['doorId', 'typedHash']);
        fresh.createObjectStore('attempts', { keyPath: ['doorId', 'typed'] });
        fresh.createObjectStore('admissions', { keyPath: ['doorId', 'seatId', 'serial'] });
        fresh.createObjectStore('conflicts', { keyPath: 'attemptId' });
      },
    });
    return new DoorStore(db);
  }

  async keepDoor(door: KnownDoor): Promise<void> {
    await this.db.put('doors', door);
  }

  /** The door that was opened last. */
  async lastDoor(): Promise<KnownDoor | undefined> {
    const doors = await this.db.getAll('doors');
    return doors.toSorted((a, b) => b.openedAt - a.openedAt)[0];
  }

  async findDoor(token: string): Promise<KnownDoor | undefined> {
    return this.db.get('doors', token);
  }

  /** Replaces the list in one transaction, so that no half of a list is ever used. */
  async keepList(list: DoorList, passes: readonly ListedPass[]): Promise<void> {
    const { doorId } = list;
    const work = this.db.transaction(['lists', 'passes'], 'readwrite');
    const stored = work.objectStore('passes');
    await stored.delete(ofDoor(doorId));
    for (const pass of passes) await stored.put({ ...pass, doorId });
    await work.objectStore('lists').put(list);
    await work.done;
  }

  async findList(doorId: string): Promise<DoorList | undefined> {
    return this.db.get('lists', doorId);
  }

  async findPass(doorId: string, seatId: string): Promise<ListedPass | undefined> {
    return this.db.get('passes', [doorId, seatId]);
  }

  async findPassByHash(doorId: string, typedHash: string): Promise<ListedPass | undefined> {
    return this.db.getFromIndex('passes', 'typed', [doorId, typedHash]);
  }

  /**
   * The id of the attempt for a code that has no answer yet. If there is none, the given one is stored.
   *
   * @param typed the code to type: the pass may be scanned first, and then typed
   */
  async attemptFor(doorId: string, typed: string, newId: string): Promise<string> {
    const work = this.db.transaction('attempts', 'readwrite');
    const open = await work.store.get([doorId, typed]);
    if (!open) await work.store.put({ doorId, typed, attemptId: newId });
    await work.done;
    return open?.attemptId ?? newId;
  }

  async endAttempt(doorId: string, typed: string): Promise<void> {
    await this.db.delete('attempts', [doorId, typed]);
  }

  /**
   * Stores an admission, and ends the attempt.
   *
   * @returns false if this device has let the same person in before. The key decides, also between two tabs.
   */
  async admit(admission: Admission, typed: string): Promise<boolean> {
    const { doorId, seatId, serial } = admission;
    const work = this.db.transaction(['admissions', 'attempts'], 'readwrite');
    const admissions = work.objectStore('admissions');
    const isNew = (await admissions.getKey([doorId, seatId, serial])) === undefined;
    if (isNew) {
      await admissions.add(admission);
      await work.objectStore('attempts').delete([doorId, typed]);
    }
    await work.done;
    return isNew;
  }

  async findAdmission(
    doorId: string,
    seatId: string,
    serial: number,
  ): Promise<Admission | undefined> {
    return this.db.get('admissions', [doorId, seatId, serial]);
  }

  /** The admissions that the server does not know of. */
  async unsent(doorId: string): Promise<Admission[]> {
    const all = await this.db.getAll('admissions', ofDoor(doorId));
    return all.filter(({ unsentCode }) => unsentCode !== undefined);
  }

  /** The server has answered. The code is discarded in the same transaction. */
  async keepAnswer(admission: Admission, conflict: Conflict | null): Promise<void> {
    const { unsentCode: _sent, ...rest } = admission;
    const work = this.db.transaction(['admissions', 'conflicts'], 'readwrite');
    await work.objectStore('admissions').put(rest);
    if (conflict) await work.objectStore('conflicts').put(conflict);
    await work.done;
  }

  /** Discards the doors whose links have expired before the given time, unless the server still lacks something. */
  async discardExpired(before: Date): Promise<void> {
    for (const { token, state } of await this.db.getAll('doors')) {
      if (Date.parse(state.expiresAt) >= before.getTime()) continue;
      if ((await this.unsent(state.id)).length > 0) continue;
      await this.#discard(token, state.id);
    }
  }

  async #discard(token: string, doorId: string): Promise<void> {
    const ofThisDoor = ofDoor(doorId);
    const conflicts = await this.conflicts(doorId);
    await Promise.all([
      this.db.delete('passes', ofThisDoor),
      this.db.delete('attempts', ofThisDoor),
      this.db.delete('admissions', ofThisDoor),
      ...conflicts.map(({ attemptId }) => this.db.delete('conflicts', attemptId)),
      this.db.delete('lists', doorId),
    ]);
    await this.db.delete('doors', token);
  }

  async conflicts(doorId: string): Promise<Conflict[]> {
    const all = await this.db.getAll('conflicts');
    return all.filter((conflict) => conflict.doorId === doorId);
  }
}

/** All keys that begin with the id of the door. An array is greater than every text and number. */
const ofDoor = (doorId: string): IDBKeyRange => IDBKeyRange.bound([doorId], [doorId, []]);
