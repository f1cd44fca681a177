import { healthOf } from '../health';
import { answers, nameOf } from '../servers/given';
import { isRunning, isSameProcess, readState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

const header = ['process', 'pid', 'restarts', 'state', 'address', 'operators', 'inspector'];

/** Prints the processes of this clone's stack, and what is degraded. */
export async function status({ json = false }: { readonly json?: boolean }): Promise<void> {
  const state = readState(stateDir);
  const processes = await Promise.all(
    (state?.processes ?? []).map(async ({ pid, startedAs, ...known }) => {
      const isAlive = isSameProcess(pid, startedAs);
      const { operatorUrl } = known;
      const health = isAlive && operatorUrl !== undefined ? await healthOf(operatorUrl) : undefined;
      return { ...known, pid: isAlive ? pid : null, ...(health && { health }) };
    }),
  );
  if (json) {
    console.log(JSON.stringify(processes));
    return;
  }
  if (!state) {
    console.log('Nothing is running.');
    return;
  }
  const rows = processes.map(({ name, pid, restarts, url, operatorUrl, inspector, health }) => [
    name,
    String(pid ?? '-'),
    String(restarts),
    health?.status ?? (pid === null ? 'stopped' : 'running'),
    url,
    operatorUrl ?? '-',
    inspector ?? '-',
  ]);
  const table = [header, ...rows];
  // Without a debugger the last column is empty.
  const columns = processes.some(({ inspector }) => inspector !== undefined)
    ? header.length
    : header.length - 1;
  const widths = header.map((_name, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  for (const row of table) {
    const cells = row.slice(0, columns).map((cell, i) => cell.padEnd(widths[i] ?? 0));
    console.log(cells.join('  ').trimEnd());
  }
  for (const { name, health } of processes) {
    for (const reason of health?.reasons ?? []) console.log(`${name}: ${reason}`);
  }
  for (const server of state.given ?? []) {
    console.log(`${nameOf(server)}: ${(await answers(server)) ? 'answers' : 'does not answer'}`);
  }
  console.log(isRunning(state) ? state.url : 'The runner was killed. Run npm stop to clean up.');
}
