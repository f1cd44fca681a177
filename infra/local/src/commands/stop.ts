import { endOrphans } from '../supervisor/orphans';
import { isRunning, isSameProcess, readState } from '../supervisor/state-file';
import { waitFor } from '../wait-for';
import { stateDir } from './state-dir';

const stopTimeoutMs = 90_000;

/** Signals the runner to stop everything, then ends the processes that are left, also those of a killed runner. */
export async function stop(dir = stateDir): Promise<void> {
  const state = readState(dir);
  const wasRunning = isRunning(state);
  if (wasRunning) {
    const { pid, startedAs } = state.runner;
    process.kill(pid, 'SIGTERM');
    const ended = await waitFor(() => !isSameProcess(pid, startedAs), { timeoutMs: stopTimeoutMs });
    if (!ended) process.kill(pid, 'SIGKILL');
  }
  const orphans = await endOrphans(dir);
  console.log(wasRunning || orphans > 0 ? 'Stopped' : 'Nothing was running');
}
