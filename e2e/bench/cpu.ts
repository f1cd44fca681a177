import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const tickMs = 10;
const pageKb = 4;

interface Usage {
  readonly parent: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Counted from behind the name, which may hold anything. With what its ended children have used.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return {
      parent: fields[1] ?? 0,
      cpuMs: (user + system + childUser + childSystem) * tickMs,
      residentMb: ((fields[21] ?? 0) * pageKb) / 1024,
    };
  } catch {
    return undefined; // it has ended
  }
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
