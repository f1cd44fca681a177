import { readdirSync } from 'node:fs';

import { statOf } from '@ticketing-dev/local';

import { residentMb } from '../kit/process';

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

interface Usage {
  readonly parent: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

function usageOf(pid: number): Usage | undefined {
  const stat = statOf(pid);
  return (
    stat && {
      parent: stat.parent,
      cpuMs: stat.cpuTicks * tickMs,
      residentMb: residentMb(pid),
    }
  );
}

export interface ProcessUsage {
  readonly cpuMs: number;
  readonly residentMb: number;
}

/** What named processes have used so far, each with all that it has started, but for those that have a name of their own. */
export function usage(roots: Readonly<Record<string, number>>): Record<string, ProcessUsage> {
  const all = new Map<number, Usage>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const found = Number.isInteger(pid) ? usageOf(pid) : undefined;
    if (found) all.set(pid, found);
  }
  const children = new Map<number, number[]>();
  for (const [pid, { parent }] of all) {
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const named = new Set(Object.values(roots));
  const sum = (pid: number): ProcessUsage => {
    const unnamed = (children.get(pid) ?? []).filter((child) => !named.has(child));
    return unnamed.map(sum).reduce(
      (total, each) => ({
        cpuMs: total.cpuMs + each.cpuMs,
        residentMb: total.residentMb + each.residentMb,
      }),
      { cpuMs: all.get(pid)?.cpuMs ?? 0, residentMb: all.get(pid)?.residentMb ?? 0 },
    );
  };
  return Object.fromEntries(Object.entries(roots).map(([name, pid]) => [name, sum(pid)]));
}

/** CPU milliseconds of each process between two moments. */
export function cpuBetween(
  before: Readonly<Record<string, ProcessUsage>>,
  after: Readonly<Record<string, ProcessUsage>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, { cpuMs }]) => [name, cpuMs - (before[name]?.cpuMs ?? 0)]),
  );
}
