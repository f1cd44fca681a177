import { waitFor } from '../wait-for';
import { marked, send, startOf } from './identity';
import { isSameProcess, readState, removeState } from './state-file';

const graceMs = 10_000;
const killTimeoutMs = 5_000;

const allGone = (pids: readonly number[]) => (): boolean =>
  pids.every((pid) => startOf(pid) === undefined);

async function end(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    send(pid, 'SIGCONT');
    send(pid, 'SIGTERM');
  }
  if (await waitFor(allGone(pids), { timeoutMs: graceMs })) return;
  for (const pid of pids.filter((left) => startOf(left) !== undefined)) send(pid, 'SIGKILL');
  await waitFor(allGone(pids), { timeoutMs: killTimeoutMs });
}

/**
 * Ends the processes that a killed runner left behind: first those in its state file, the last started first, then all
 * others with the stack's mark.
 *
 * @returns how many there were
 */
export async function endOrphans(dir: string): Promise<number> {
  const recorded = (readState(dir)?.processes ?? [])
    .filter(({ pid, startedAs }) => isSameProcess(pid, startedAs))
    .map(({ pid }) => pid as number)
    .reverse();
  for (const pid of recorded) await end([pid]);
  const others = marked(dir);
  await end(others);
  removeState(dir);
  return recorded.length + others.length;
}
