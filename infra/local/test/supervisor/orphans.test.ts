import { existsSync } from 'node:fs';

import { startChild, type Child } from '../../src/supervisor/child';
import { marked, markOf, startOf } from '../../src/supervisor/identity';
import { endOrphans } from '../../src/supervisor/orphans';
import { isRunning, readState, writeState } from '../../src/supervisor/state-file';
import { aProcess, file, inFolder, LIVES, soon } from '../support/processes';

const dir = inFolder();

async function anOrphan(name: string): Promise<Child & { readonly pid: number }> {
  const child = startChild(aProcess(name, LIVES), file(`${name}.log`), markOf(dir));
  await soon(() => existsSync(file(name)));
  return { ...child, pid: child.pid ?? 0 };
}

describe('a process that a killed runner left', () => {
  it('is ended, whether it was recorded or not, and nothing else is', async () => {
    const recorded = await anOrphan('a');
    const unrecorded = await anOrphan('b');
    const bystander = startChild(aProcess('c', LIVES), file('c.log'));
    const process = { url: '', restarts: 0 };
    writeState(dir, {
      url: '',
      runner: { pid: bystander.pid ?? 0, startedAs: 'long ago' },
      processes: [
        { ...process, name: 'a', pid: recorded.pid, startedAs: startOf(recorded.pid) ?? '' },
        { ...process, name: 'c', pid: bystander.pid ?? 0, startedAs: 'long ago' },
      ],
    });
    expect(isRunning(readState(dir))).toBe(false);

    expect(await endOrphans(dir)).toBe(2);

    expect(marked(dir)).toEqual([]);
    // Gone from the kernel's list already; Node hears of it a turn later.
    await soon(() => !recorded.isAlive() && !unrecorded.isAlive());
    expect(bystander.isAlive()).toBe(true);
    expect(readState(dir)).toBeUndefined();
    await bystander.stop(1_000);
  });
});
