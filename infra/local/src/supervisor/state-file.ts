import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { GivenServer } from '../servers/given';
import { startOf } from './identity';

export interface RecordedProcess {
  readonly name: string;
  readonly pid: number | null;
  readonly url: string;
  readonly operatorUrl?: string;
  readonly inspector?: string;
  readonly restarts: number;
  readonly startedAs: string | null;
}

/** The state of a stack that other processes can read. */
export interface StackState {
  readonly runner: { readonly pid: number; readonly startedAs: string };
  readonly url: string;
  /** In the order in which they start. */
  readonly processes: readonly RecordedProcess[];
  /** Servers that it uses but did not start. */
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

/** Writes atomically, because the runner may be killed at any time. */
export function writeState(dir: string, state: StackState): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = fileIn(dir);
  writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Records what this process runs, so that other commands find it, or what a kill leaves behind. */
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

/** Whether a pid still belongs to the process that started at `startedAs`, because pids are reused. */
export function isSameProcess(pid: number | null, startedAs: string | null): pid is number {
  return pid !== null && startedAs !== null && startOf(pid) === startedAs;
}

export function isRunning(state: StackState | undefined): state is StackState {
  return state !== undefined && isSameProcess(state.runner.pid, state.runner.startedAs);
}
