import { answers, nameOf } from '../servers/given';
import { isRunning, isSameProcess, readState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

/** Prints the processes of this clone's stack. */
export async function status({ json = false }: { readonly json?: boolean }): Promise<void> {
  const state = readState(stateDir);
  const processes = (state?.processes ?? []).map(({ pid, startedAs, ...known }) => ({
    ...known,
    pid: isSameProcess(pid, startedAs) ? pid : null,
  }));
  if (json) {
    console.log(JSON.stringify(processes));
    return;
  }
  if (!state) {
    console.log('Nothing is running.');
    return;
  }
  const width = Math.max(...processes.map(({ name }) => name.length));
  for (const { name, pid, url, operatorUrl, restarts } of processes) {
    const columns = [
      name.padEnd(width),
      String(pid ?? '-').padStart(8),
      String(restarts).padStart(4),
    ];
    const operators = operatorUrl === undefined ? '' : `  (operators: ${operatorUrl})`;
    console.log(`${columns.join('  ')}  ${url}${operators}`);
  }
  for (const server of state.given ?? []) {
    console.log(`${nameOf(server)}: ${(await answers(server)) ? 'answers' : 'does not answer'}`);
  }
  console.log(isRunning(state) ? state.url : 'The runner was killed. Run npm stop to clean up.');
}
