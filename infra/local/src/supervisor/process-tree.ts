import { readdirSync } from 'node:fs';

import { hasProc, send, startOf, statOf } from './identity';

/** Enough for a tree to come to rest: each round reads all of /proc. */
const MOST_ROUNDS = 100;

/** A process and all that it has started, whatever their groups and sessions, each before what it started itself. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    const parent = statOf(pid)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const withAllBelow = (pid: number): number[] => [
    pid,
    ...(children.get(pid) ?? []).flatMap(withAllBelow),
  ];
  return withAllBelow(root);
}

/** Processes that were stopped, by their pids, with what tells them from later ones of the same pid. */
export type Stopped = ReadonlyMap<number, string>;

/**
 * Stops a process and all that it has started. A signal to its group would miss those that lead one of their own, as
 * PostgreSQL's backends do. Without /proc it stops nothing.
 */
export function stopTree(root: number): Stopped {
  const stopped = new Map<number, string>();
  if (!hasProc) return stopped;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const tree = treeOf(root);
    const found = tree.filter((pid) => !stopped.has(pid));
    // One that still runs may be about to start another: a signal does not end it in the middle of a fork.
    if (found.length === 0 && !tree.some((pid) => statOf(pid)?.state === 'R')) break;
    for (const pid of found) {
      const startedAs = startOf(pid);
      if (startedAs === undefined) continue;
      send(pid, 'SIGSTOP');
      stopped.set(pid, startedAs);
    }
  }
  return stopped;
}

/** Lets go on what was stopped and is still there, even if what had started it is gone. */
export function resume(stopped: Stopped): void {
  for (const [pid, startedAs] of stopped) {
    if (startOf(pid) === startedAs) send(pid, 'SIGCONT');
  }
}
