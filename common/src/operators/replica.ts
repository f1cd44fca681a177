import { isDeepStrictEqual } from 'node:util';

import { MalformedMessageError, parseMessage } from '../bus/parse-message';
import type { EventOf, Id, ReceivedData, Subjects } from '../contracts';
import { type StoredEvent, toWire } from '../outbox/outbox';
import { pagesOf } from '../store/pages-of';
import type { Part, Query, Versioned } from '../store/store';

/** The port to a replica that operators compare and mend. */
export interface RepairableReplicas<T extends Versioned> {
  find(id: Id): Promise<T | undefined>;
  query(query: Query<T>): Promise<readonly T[]>;
  countAll(): Promise<number>;
  /**
   * Writes a row as its owner's log has it. A newer version that is stored meanwhile stays.
   *
   * @param falsified the version of the row that is replaced although it is newer
   * @returns whether it was written
   */
  mend(row: T, falsified?: number): Promise<boolean>;
  /** Deletes a row, unless it has another version now. */
  remove(id: Id, version: number): Promise<boolean>;
}

/** How the events of an owner become the rows of a replica: the listeners use the same functions. */
type Readers<S extends Subjects, T extends Versioned> = {
  readonly [K in S]: (data: ReceivedData<EventOf<K>>) => Part<T>;
};

/** What an operator's command does to a replica. */
export interface Repair {
  /** False: differences are only reported. */
  readonly isRebuild: boolean;
  /** Rows that the owner does not know are deleted. Without it, they are reported. */
  readonly removeUnknown: boolean;
}

/** Something that a row causes in its service, such as the pass of a complete order. */
export type Derive<T> = (
  row: T,
  repair: Repair & { readonly wasMended: boolean },
) => Promise<string | undefined>;

/** The declaration of a replica. */
export interface ReplicaDeclaration<S extends Subjects, T extends Versioned> {
  readonly name: string;
  /** The service that owns the data. */
  readonly owner: string;
  /** The events that change a row. The first one is of every aggregate's creation. */
  readonly readers: Readers<S, T>;
  /** `newest`: an event has the whole row. `merge`: a field that an event lacks keeps its value. */
  readonly fold: 'newest' | 'merge';
  readonly store: RepairableReplicas<T>;
  /** Adds what the service adds to a row itself. */
  readonly complete?: (row: T) => Promise<T>;
  /** @returns what was wrong, if something was */
  readonly derive?: Derive<T>;
}

/** A row that differs from its owner's log. */
export interface Difference {
  readonly id: string;
  /**
   * `older`, `different` (in some fields) and `ahead` compare the row's version with the owner's newest. `unknown`: the
   * owner has no such aggregate. `derived`: what the service made of the row is wrong.
   */
  readonly kind: 'missing' | 'older' | 'different' | 'ahead' | 'unknown' | 'derived' | 'unreadable';
  readonly version?: number;
  readonly ownerVersion?: number;
  readonly what?: string;
  /** The owner's log was read after the row, so that the difference is no event on its way. */
  readonly isSure: boolean;
  readonly isMended: boolean;
}

/** All events of one aggregate, in the order of its versions. */
export interface AggregateLog {
  readonly id: Id;
  readonly events: readonly StoredEvent[];
  /** The version that the row had before the owner's log was read. */
  readonly seen?: number | undefined;
}

/** The ids that some logs cover: those after `after` and up to `to`. */
export interface IdRange {
  readonly after?: Id | undefined;
  readonly to?: Id | undefined;
}

/** A replica that can be compared with its owner's log. */
export interface Replica {
  readonly name: string;
  readonly owner: string;
  readonly subjects: readonly Subjects[];
  count(): Promise<number>;
  /**
   * Compares rows with the logs of their aggregates, and mends them.
   *
   * @param range given if the logs are of all aggregates of these ids: other rows are unknown to the owner
   * @returns the rows that differed
   */
  repair(
    logs: readonly AggregateLog[],
    range: IdRange | undefined,
    how: Repair,
  ): Promise<readonly Difference[]>;
}

const pageSize = 500;

export function createReplica<S extends Subjects, T extends Versioned>({
  name,
  owner,
  readers,
  fold,
  store,
  complete = (row) => Promise.resolve(row),
  derive = () => Promise.resolve(undefined),
}: ReplicaDeclaration<S, T>): Replica {
  const subjects = Object.keys(readers) as S[];
  const isRead = (subject: Subjects): subject is S => (subjects as Subjects[]).includes(subject);

  const partOf = (event: StoredEvent): Part<T> | undefined => {
    const { subject } = event;
    return isRead(subject) ? readers[subject](parseMessage(subject, toWire(event))) : undefined;
  };

  /** The row that the listeners make of the events. */
  const expectedOf = async ({ events }: AggregateLog): Promise<T | undefined> => {
    const parts = events.flatMap((event) => partOf(event) ?? []);
    const row = parts.reduce<Part<T> | undefined>(
      (before, part) => (fold === 'merge' ? { ...before, ...part } : part),
      undefined,
    );
    return row && complete(row as T);
  };

  const checkRow = async (
    log: AggregateLog,
    row: T | undefined,
    how: Repair,
  ): Promise<readonly Difference[]> => {
    const { id, seen } = log;
    let expected: T | undefined;
    try {
      expected = await expectedOf(log);
    } catch (error) {
      if (!(error instanceof MalformedMessageError)) throw error;
      return [{ id, kind: 'unreadable', what: error.message, isSure: true, isMended: false }];
    }
    if (!expected) return row ? [await checkUnknown(row, seen, how)] : [];
    const found = await compare(expected, row, seen, how);
    const wasMended = found?.isMended ?? false;
    const what = !found || wasMended ? await derive(expected, { ...how, wasMended }) : undefined;
    return [
      ...(found ? [found] : []),
      ...(what === undefined
        ? []
        : [{ id, kind: 'derived', what, isSure: false, isMended: how.isRebuild } as const]),
    ];
  };

  const checkUnknown = async (
    { id, version }: T,
    seen: number | undefined,
    { isRebuild, removeUnknown }: Repair,
  ): Promise<Difference> => {
    const isSure = seen === version;
    const isMended = isRebuild && removeUnknown && isSure && (await store.remove(id, version));
    return { id, kind: 'unknown', version, isSure, isMended };
  };

  const compare = async (
    expected: T,
    row: T | undefined,
    seen: number | undefined,
    { isRebuild }: Repair,
  ): Promise<Difference | undefined> => {
    const { id, version: ownerVersion } = expected;
    if (!row) {
      const isMended = isRebuild && (await store.mend(expected));
      return { id, kind: 'missing', ownerVersion, isSure: false, isMended };
    }
    const { version } = row;
    const about = { id, version, ownerVersion };
    if (version > ownerVersion) {
      const isSure = seen === version;
      const isMended = isRebuild && isSure && (await store.mend(expected, version));
      return { ...about, kind: 'ahead', isSure, isMended };
    }
    const what = differingFields(expected, row);
    if (what.length === 0) return undefined;
    const isMended = isRebuild && (await store.mend(expected));
    const kind = version < ownerVersion ? 'older' : 'different';
    return { ...about, kind, what: what.join(', '), isSure: kind === 'different', isMended };
  };

  return {
    name,
    owner,
    subjects,
    count: () => store.countAll(),
    async repair(logs, range, how) {
      const waiting = new Map(logs.map((log) => [log.id, log]));
      const found: Difference[] = [];
      if (range) {
        for await (const row of rowsOf(store, range)) {
          const log = waiting.get(row.id) ?? { id: row.id, events: [] };
          waiting.delete(row.id);
          found.push(...(await checkRow(log, row, how)));
        }
      }
      // Read one by one: a row may have been inserted since the page was read.
      for (const log of waiting.values()) {
        found.push(...(await checkRow(log, await store.find(log.id), how)));
      }
      return found;
    },
  };
}

async function* rowsOf<T extends Versioned>(
  store: Pick<RepairableReplicas<T>, 'query'>,
  { after, to }: IdRange,
): AsyncGenerator<T> {
  const query = { order: 'oldest first', limit: pageSize } as const;
  for await (const page of pagesOf(store, { ...query, ...(after !== undefined && { after }) })) {
    for (const row of page) {
      if (to !== undefined && row.id > to) return;
      yield row;
    }
  }
}

/** The names of the fields that differ. Their values may be of a person, so that they are not in the report. */
function differingFields(expected: object, row: object): readonly string[] {
  const [should, is] = [defined(expected), defined(row)];
  const names = Object.keys({ ...should, ...is });
  return names.filter((name) => !isDeepStrictEqual(should[name], is[name]));
}

const defined = (fields: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
