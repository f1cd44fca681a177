import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes of memory, or NaN if there is no such process. */
export function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Megabytes of memory, with a fair share of the pages that other processes use too (PSS), or 0 if it has ended. */
export function proportionalMb(pid: number): number {
  try {
    const [, kilobytes] =
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch (error) {
    // A kernel thread or a zombie has no memory. Another user's process must not count as none.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    return Number.NaN;
  }
}

/** The number of open files and connections, or NaN if there is no such process. */
export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
