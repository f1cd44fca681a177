import { existsSync } from 'node:fs';

import { stop } from '../../src/commands/stop';
import { startChild } from '../../src/supervisor/child';
import { markOf } from '../../src/supervisor/identity';
import { aProcess, file, inFolder, LIVES, soon } from '../support/processes';

const dir = inFolder();
const empty = file('empty');

/** What the command prints, line by line. */
async function printed(...dirs: string[]): Promise<unknown[]> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  await stop(...dirs);
  const lines: unknown[] = log.mock.calls.flat();
  log.mockRestore();
  return lines;
}

describe('what npm stop and npm run reset print', () => {
  it('is one line if nothing was running in any folder', async () => {
    expect(await printed(dir, empty)).toEqual(['Nothing was running']);
  });

  it.each([
    ['first', [dir, empty]],
    ['last', [empty, dir]],
  ])('is one line if something was running in the %s folder', async (_, dirs) => {
    const child = startChild(aProcess('a', LIVES), file('a.log'), markOf(dir));
    await soon(() => existsSync(file('a')));

    expect(await printed(...dirs)).toEqual(['Stopped']);

    await soon(() => !child.isAlive());
  });
});
