import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { cacheFolder, makeCacheFolder } from '../src/paths';
import { findServerHere } from '../src/servers';
import { buildStandIn } from '../src/servers/mongo';
import { onceADay, stampOf } from '../src/servers/once-a-day';

const environment = { ...process.env };
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ticketing-cache-'));
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(dir, { recursive: true });
});

/** A cache in which nobody can make a folder, not even root: a link to nowhere. */
const useBrokenCache = (): string => {
  const link = path.join(dir, 'link');
  symlinkSync(path.join(dir, 'nowhere', 'at all'), link);
  process.env['TICKETING_CACHE'] = link;
  return link;
};

/** Programs that this machine seems to have. */
const usePrograms = (...names: readonly string[]): void => {
  for (const name of names) writeFileSync(path.join(dir, name), '#!/bin/sh\n', { mode: 0o755 });
  process.env['PATH'] = dir;
};

const say = (): void => undefined;
const namesTheSetting = (cache: string): RegExp =>
  new RegExp(`^${cache}.* cannot be made .*TICKETING_CACHE names another folder`);

describe('the cache', () => {
  it('is in the home folder unless a setting names another one', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/ticketing');
    expect(cacheFolder({ XDG_CACHE_HOME: '/c', TICKETING_CACHE: '/d' })).toBe('/d');
  });

  it('that cannot be written is said with the setting that names another one', () => {
    const cache = useBrokenCache();

    expect(() => makeCacheFolder('bin')).toThrow(namesTheSetting(cache));
  });

  it('has the same setting for everything that is stored there', async () => {
    const cache = useBrokenCache();
    usePrograms('java', 'javac', 'mvn');

    await expect(buildStandIn(say)).rejects.toThrow(namesTheSetting(cache));
    await expect(onceADay('a pull', () => Promise.resolve(undefined))).rejects.toThrow(
      namesTheSetting(cache),
    );
  });
});

describe('what failed today', () => {
  it('is tried again in a day, or once the file that remembers it is removed', async () => {
    process.env['TICKETING_CACHE'] = dir;
    const attempt = jest.fn(() => Promise.resolve(undefined));
    await onceADay('a pull', attempt);
    await onceADay('a pull', attempt);
    expect(attempt).toHaveBeenCalledTimes(1);

    rmSync(stampOf('a pull'));
    await onceADay('a pull', attempt);

    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('is reported for mongod', async () => {
    process.env['TICKETING_CACHE'] = dir;
    usePrograms();
    const lines: string[] = [];

    const found = findServerHere('mongo', (line) => lines.push(line), {
      env: { PATH: dir },
      containers: false,
    });

    await expect(found).rejects.toThrow('MongoDB was not found');
    expect(lines.join('\n')).toContain(
      `The next attempt is in a day, or after you delete ${stampOf('mongod')}`,
    );
    expect(existsSync(stampOf('mongod'))).toBe(true);
  });
});
