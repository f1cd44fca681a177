/** When an operation was called and when it returned, by one monotonic clock. */
export interface Timed {
  readonly call: number;
  /** Infinity if the outcome is unknown: the operation takes effect at some time after its call, or never. */
  readonly return: number;
}

/** A sequential object. Operations contain their inputs and their results. */
export interface Model<S, O> {
  readonly initial: S;
  /** @returns the next state, or undefined if the operation cannot have this result in this state */
  readonly step: (state: S, operation: O) => S | undefined;
  /** Equal states have equal keys. */
  readonly key: (state: S) => string;
  /** Whether the operation only observes. It changes a state only as far as that becomes better known. */
  readonly isRead: (operation: O) => boolean;
}

export interface Fault<S, O> {
  readonly reason: 'not linearizable' | 'too hard to check';
  /** The state after the longest order that was found, and the next operation to return. */
  readonly state: S;
  readonly next: O | undefined;
}

/** Some operations are done, in an order that explains their results. */
interface Configuration<S> {
  /** Every known operation before this one is done. */
  readonly from: number;
  /** The others that are done. */
  readonly done: readonly number[];
  readonly state: S;
}

const mostConfigurations = 1_000_000;

/**
 * Searches an order of the operations that explains every result, in which no operation comes before one that returned
 * before its call. The search is Wing and Gong's, with Lowe's memory of visited configurations, as in porcupine (Go) and
 * Knossos (Clojure). npm has no such library.
 *
 * @returns undefined if there is an order; else a fault, also if the search visits too many configurations
 */
export function linearizabilityFault<S, O extends Timed>(
  { initial, step, key, isRead }: Model<S, O>,
  history: readonly O[],
  most = mostConfigurations,
): Fault<S, O> | undefined {
  const isUnknown = (operation: O): number => (operation.return === Infinity ? 1 : 0);
  const operations = history.toSorted((a, b) => isUnknown(a) - isUnknown(b) || a.call - b.call);
  const known = operations.filter((each) => !isUnknown(each)).length;
  const at = (index: number): O => operations[index] as O;

  /** The operations that may be next: none of those left returned before they were called. */
  const candidates = ({ from, done }: Configuration<S>): number[] => {
    const found: number[] = [];
    let firstReturn = Infinity;
    for (let i = from; i < known && at(i).call <= firstReturn; i += 1) {
      if (done.includes(i)) continue;
      found.push(i);
      firstReturn = Math.min(firstReturn, at(i).return);
    }
    for (let i = known; i < operations.length && at(i).call <= firstReturn; i += 1) {
      if (!done.includes(i)) found.push(i);
    }
    return found;
  };

  const after = ({ from, done }: Configuration<S>, index: number, state: S): Configuration<S> => {
    const all = new Set([...done, index]);
    let first = from;
    while (all.delete(first)) first += 1;
    return { from: first, done: [...all].sort((a, b) => a - b), state };
  };

  const successors = (configuration: Configuration<S>): Configuration<S>[] => {
    const found: Configuration<S>[] = [];
    for (const index of candidates(configuration)) {
      const state = step(configuration.state, at(index));
      if (state === undefined) continue;
      const next = after(configuration, index, state);
      const isSame = key(state) === key(configuration.state);
      // A read that fits now can be moved here from any later place. Without this, n concurrent reads would have 2^n configurations.
      if (isSame && isRead(at(index))) return [next];
      // An operation without an answer that changes nothing need not be in the order.
      if (!isSame || index < known) found.push(next);
    }
    return found;
  };

  const fault = (reason: Fault<S, O>['reason']): Fault<S, O> => {
    const [next] = candidates(furthest)
      .map(at)
      .sort((a, b) => a.return - b.return);
    return { reason, state: furthest.state, next };
  };

  const start: Configuration<S> = { from: 0, done: [], state: initial };
  const doneIn = ({ from, done }: Configuration<S>): number => from + done.length;
  const visited = new Set<string>();
  const left = [start];
  let furthest = start;
  for (let current = left.pop(); current; current = left.pop()) {
    if (current.from >= known) return undefined;
    if (doneIn(current) > doneIn(furthest)) furthest = current;
    for (const next of successors(current).reverse()) {
      const name = `${next.from} ${next.done.join()} ${key(next.state)}`;
      if (visited.has(name)) continue;
      if (visited.size >= most) return fault('too hard to check');
      visited.add(name);
      left.push(next);
    }
  }
  return fault('not linearizable');
}
