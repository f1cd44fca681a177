import { readdirSync } from 'node:fs';

import { statOf } from '@ticketing-dev/local';

const pageBytes = 4096;

export const megabytesOf = ({ residentPages }: { readonly residentPages: number }): number =>
  (residentPages * pageBytes) / 1024 ** 2;

/** Megabytes of memory; NaN where there is no such process. */
export function residentMb(pid: number): number {
  const stat = statOf(pid);
  return stat ? megabytesOf(stat) : Number.NaN;
}

/** How many files and connections a process holds open; NaN where there is no such process. */
export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
