import { readdirSync } from 'node:fs';

import { hasProc, send, startOf, statOf } from './identity';

/** Enough rounds to stop a whole tree. Each round reads all of /proc. */
const mostRounds = 100;

/** A process and all its descendants in any process group or session. Parents come before their children. */
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

/** Stopped processes: pid → start time, because pids are reused. */
export type Stopped = ReadonlyMap<number, string>;

/**
 * Stops a process and all its descendants. A signal to its process group would miss descendants that lead their own
 * group, such as PostgreSQL's backends. Without /proc it stops nothing.
 */
export function stopTree(root: number): Stopped {
  const stopped = new Map<number, string>();
  if (!hasProc) return stopped;
  for (let round = 0; round < mostRounds; round += 1) {
    const tree = treeOf(root);
    const found = tree.filter((pid) => !stopped.has(pid));
    // A process that is still running may be about to fork: SIGSTOP takes effect only after the fork.
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

/** Resumes the stopped processes that still exist, even if their parent has ended. */
export function resume(stopped: Stopped): void {
  for (const [pid, startedAs] of stopped) {
    if (startOf(pid) === startedAs) send(pid, 'SIGCONT');
  }
}
