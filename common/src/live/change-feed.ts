import type { Logger } from '../base/logger';
import { withoutRequest } from '../base/request-context';
import type { Id } from '../contracts';

/** A person does not notice this delay, and a thousand events of a moment become four reads in a second. */
const mergeMs = 250;
/** 25 s: an event whose effect takes longer is waiting for an operator. */
const mostReads = 100;

/** What has changed, as it is now: events say only what to read. */
export interface ChangeFeed<T> {
  /**
   * Reads a thing soon, together with others.
   *
   * @param isStored whether the event's effect is in what was read. The event may arrive here before a listener has
   *   stored it, and is then read again.
   */
  add(id: Id, isStored?: (value: T) => boolean): void;
  onChange(callback: (changed: readonly T[]) => void): void;
  /** Says that changes may have been missed. */
  miss(): void;
  /** Calls back when changes may have been missed, and everything must be read again. It may do so several times in a row. */
  onMissed(callback: () => void): void;
  /** Reads nothing more. */
  stop(): void;
}

interface Pending<T> {
  readonly isStored: ((value: T) => boolean) | undefined;
  readonly reads: number;
}

/** What {@link createChangeFeed} needs. */
export interface ChangeFeedDeps<T> {
  readonly read: (ids: readonly Id[]) => Promise<readonly T[]>;
  readonly idOf: (value: T) => Id;
  readonly logger: Logger;
}

/** Reads the things that changed, at most every {@link mergeMs}, and passes them on. */
export function createChangeFeed<T>({ read, idOf, logger }: ChangeFeedDeps<T>): ChangeFeed<T> {
  const callbacks: ((changed: readonly T[]) => void)[] = [];
  const missedCallbacks: (() => void)[] = [];
  const pending = new Map<Id, Pending<T>>();
  /** Set while a read runs, and for a while after it. */
  let isBusy = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const keep = (id: Id, each: Pending<T>): void => {
    // A condition must not get lost because another event of the same thing has none.
    const condition = each.isStored ?? pending.get(id)?.isStored;
    pending.set(id, { ...each, isStored: condition });
  };

  const again = (id: Id, { isStored, reads }: Pending<T>): void => {
    if (reads + 1 < mostReads) keep(id, { isStored, reads: reads + 1 });
    else logger.warn({ aggregateId: id }, 'an event is not stored yet, the live pages miss it');
  };

  const readPending = async (): Promise<void> => {
    const asked = new Map(pending);
    pending.clear();
    try {
      const found = await read([...asked.keys()]);
      const byId = new Map(found.map((value) => [idOf(value), value]));
      for (const [id, each] of asked) {
        const value = byId.get(id);
        if (each.isStored && !(value && each.isStored(value))) again(id, each);
      }
      for (const callback of callbacks) callback(found);
    } catch (error) {
      logger.warn({ err: error }, 'changes cannot be read yet');
      for (const [id, each] of asked) again(id, each);
    }
  };

  const run = (): void => {
    if (isBusy || isStopped || pending.size === 0) return;
    isBusy = true;
    void withoutRequest(readPending).then(() => {
      timer = setTimeout(() => {
        isBusy = false;
        run();
      }, mergeMs);
    });
  };

  return {
    add(id, isStored) {
      keep(id, { isStored, reads: 0 });
      run();
    },
    onChange: (callback) => void callbacks.push(callback),
    miss() {
      for (const callback of missedCallbacks) callback();
    },
    onMissed: (callback) => void missedCallbacks.push(callback),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
