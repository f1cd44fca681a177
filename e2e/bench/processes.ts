import { readdirSync } from 'node:fs';

import { statOf } from '@ticketing-dev/local';

import { proportionalMb } from '../kit/process';

/** Names of processes with their pids. The instances of a service share one row. */
export type Named = readonly { readonly name: string; readonly pid: number | null }[];

/** The service that an instance is of, such as `orders` for `orders-2`. */
export const serviceOf = (name: string): string => name.replace(/-\d+$/, '');

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

/** The sum of a value over each named process with its descendants, except those that have a name of their own. */
function sums(named: Named, valueOf: (pid: number) => number): Readonly<Record<string, number>> {
  const names = new Map(named.map(({ name, pid }) => [pid, serviceOf(name)]));
  const parents = new Map(
    readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map((entry) => [Number(entry), statOf(Number(entry))?.parent]),
  );
  const ownerOf = (pid: number): string | undefined => {
    const parent = parents.get(pid);
    // This process is the load. Other platforms that it started are not.
    const isTop = parent === undefined || parent === process.pid;
    return names.get(pid) ?? (isTop ? undefined : ownerOf(parent));
  };
  const result = Object.fromEntries([...names.values()].map((name) => [name, 0]));
  for (const pid of parents.keys()) {
    const owner = ownerOf(pid);
    if (owner !== undefined) result[owner] = (result[owner] ?? 0) + valueOf(pid);
  }
  return result;
}

/** CPU milliseconds so far. */
export const cpuMsOf = (named: Named) =>
  sums(named, (pid) => (statOf(pid)?.cpuTicks ?? 0) * tickMs);

/** Megabytes of memory: a page that several processes share counts in part for each. */
export const memoryMbOf = (named: Named) => sums(named, proportionalMb);
