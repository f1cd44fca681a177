import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findFerretdb } from '../../src/durable/ferretdb';

let dir: string;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ticketing-ferretdb-'));
  environment = { ...process.env };
  // Neither Go nor a FerretDB of this machine is to be found.
  process.env['PATH'] = path.join(dir, 'bin');
  process.env['TICKETING_CACHE'] = path.join(dir, 'cache');
});
afterEach(() => {
  process.env = environment;
  rmSync(dir, { recursive: true });
});

function aProgram(version: string, ...folder: string[]): string {
  mkdirSync(path.join(dir, ...folder), { recursive: true });
  const file = path.join(dir, ...folder, 'ferretdb');
  writeFileSync(file, `#!/bin/sh\necho 'version: ${version}'\necho 'commit: unknown'\n`, {
    mode: 0o755,
  });
  return file;
}

const find = () => findFerretdb(() => undefined);

describe('FerretDB', () => {
  it('is taken from the PATH if it is the version that was proved', async () => {
    const program = aProgram('v2.7.0', 'bin');

    expect(await find()).toBe(program);
  });

  it.each(['v1.24.0', 'v2.5.0', 'v2.7.0-rc.1'])('is not taken if it is %s', async (version) => {
    aProgram(version, 'bin');

    await expect(find()).rejects.toThrow('a ferretdb v2.7.0 on the PATH');
  });

  it('is the one that was built here, not another version', async () => {
    aProgram('v2.5.0', 'cache', 'bin', 'ferretdb@v2.5.0');
    await expect(find()).rejects.toThrow('is built with Go');

    const built = aProgram('v2.7.0', 'cache', 'bin', 'ferretdb@v2.7.0');
    expect(await find()).toBe(built);
  });
});
