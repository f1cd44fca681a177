import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** An environment variable of every process of a stack. Their children inherit it. */
const markName = 'TICKETING_STACK';

/** The mark of a stack, for the environment of its processes. */
export function markOf(stackDir: string): Readonly<Record<string, string>> {
  return { [markName]: stackDir };
}

export const hasProc = process.platform === 'linux';

function ps(...args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

interface ProcessStat {
  /** One letter: R is running, T is stopped, Z is a zombie. */
  readonly state: string | undefined;
  readonly parent: number;
  readonly startedAs: string | undefined;
  /** The processor time of the process and its ended children, in hundredths of a second. */
  readonly cpuTicks: number;
}

/** Reads a process's state from /proc; undefined if there is no such process. */
export function statOf(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may contain any character: count the fields after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      state: fields[0],
      parent: Number(fields[1]),
      startedAs: fields[19],
      cpuTicks: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0),
    };
  } catch {
    return undefined;
  }
}

/**
 * The start time of a process. With the pid it identifies the process. Undefined if there is none, or only a zombie.
 */
export function startOf(pid: number): string | undefined {
  if (!hasProc) return ps('-o', 'lstart=', '-p', String(pid)).trim() || undefined;
  const stat = statOf(pid);
  return stat?.state === 'Z' ? undefined : stat?.startedAs;
}

/** Signals a process, or a group by its leader's negative pid. Does nothing if it has ended. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function markedByProc(line: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(line);
      } catch {
        return false; // it has ended, or belongs to another user
      }
    })
    .map(Number);
}

function markedByPs(line: string): number[] {
  return ps('-axEww', '-o', 'pid=,command=')
    .split('\n')
    .filter((row) => `${row} `.includes(` ${line} `))
    .map((row) => Number.parseInt(row, 10));
}

/** The pids of all processes with the stack's mark. */
export function marked(stackDir: string): number[] {
  const line = `${markName}=${stackDir}`;
  const pids = hasProc ? markedByProc(line) : markedByPs(line);
  return pids.filter((pid) => pid !== process.pid && startOf(pid) !== undefined);
}
