import { endOrphans } from '../supervisor/orphans';
import { isRunning, isSameProcess, readState } from '../supervisor/state-file';
import { waitFor } from '../wait-for';

const stopTimeoutMs = 90_000;

/**
 * Signals the runner to stop everything, then ends the processes that are left, also those of a killed runner.
 *
 * @returns whether anything was running
 */
async function endRun(dir: string): Promise<boolean> {
  const state = readState(dir);
  const wasRunning = isRunning(state);
  if (wasRunning) {
    const { pid, startedAs } = state.runner;
    process.kill(pid, 'SIGTERM');
    const ended = await waitFor(() => !isSameProcess(pid, startedAs), { timeoutMs: stopTimeoutMs });
    if (!ended) process.kill(pid, 'SIGKILL');
  }
  const orphans = await endOrphans(dir);
  return wasRunning || orphans > 0;
}

/** Stops the runs in these folders, and prints whether there were any. */
export async function stop(...dirs: readonly string[]): Promise<void> {
  let wasRunning = false;
  for (const dir of dirs) wasRunning = (await endRun(dir)) || wasRunning;
  console.log(wasRunning ? 'Stopped' : 'Nothing was running');
}
