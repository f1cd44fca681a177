import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { GivenServer } from '../servers/given';
import { startOf } from './identity';

export interface RecordedProcess {
  readonly name: string;
  readonly pid: number | null;
  readonly url: string;
  readonly operatorUrl?: string;
  readonly restarts: number;
  readonly startedAs: string | null;
}

/** What is known of a stack from outside its runner. */
export interface StackState {
  readonly runner: { readonly pid: number; readonly startedAs: string };
  readonly url: string;
  /** In the order in which they are started. */
  readonly processes: readonly RecordedProcess[];
  /** What it uses and has not started. */
  readonly given?: readonly GivenServer[];
}

const fileIn = (dir: string): string => path.join(dir, 'state.json');

export function readState(dir: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dir), 'utf8')) as StackState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** At once and in one piece: the runner may be killed at any instant. */
export function writeState(dir: string, state: StackState): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = fileIn(dir);
  writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What this process runs, so that others find it, or what it leaves. */
export function recordRun(
  dir: string,
  url: string,
  processes: readonly RecordedProcess[],
  given: readonly GivenServer[] = [],
): void {
  const startedAs = startOf(process.pid) ?? '';
  writeState(dir, { runner: { pid: process.pid, startedAs }, url, processes, given });
}

export function removeState(dir: string): void {
  rmSync(fileIn(dir), { force: true });
}

/** Pids are given out again: the same process is one that started when ours did. */
export function isSameProcess(pid: number | null, startedAs: string | null): pid is number {
  return pid !== null && startedAs !== null && startOf(pid) === startedAs;
}

export function isRunning(state: StackState | undefined): state is StackState {
  return state !== undefined && isSameProcess(state.runner.pid, state.runner.startedAs);
}
