import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { makeCacheFolder, onPath } from '../paths';
import { run } from '../run';

/** The programs of Prometheus. */
export interface Prometheus {
  readonly prometheus: string;
  readonly promtool: string;
  /** The files of its page, if they are not where the program expects them. */
  readonly assets?: string;
}

const hint =
  'Prometheus is not on the PATH, and can be fetched on Debian only: apt-get install prometheus, or brew install prometheus';

function inFolder(folder: string): Prometheus {
  return {
    prometheus: path.join(folder, 'usr/bin/prometheus'),
    promtool: path.join(folder, 'usr/bin/promtool'),
    assets: path.join(folder, 'usr/share/prometheus/web'),
  };
}

/** Unpacks Debian's package into the cache. It is not installed, because that would start it as a service. */
async function unpack(cache: string, folder: string): Promise<void> {
  const fresh = await mkdtemp(path.join(cache, 'new-'));
  try {
    const fetch = () => run('apt-get', ['download', 'prometheus'], { cwd: fresh });
    let fetched = await fetch();
    if (!fetched.ok) {
      await run('apt-get', ['update']);
      fetched = await fetch();
    }
    const [file = ''] = await readdir(fresh);
    const unpacked = await run('dpkg-deb', ['-x', file, '.'], { cwd: fresh });
    if (!fetched.ok || !unpacked.ok)
      throw new Error(`${hint}\n${fetched.output}${unpacked.output}`);
    // Another process may have been faster.
    await rename(fresh, folder).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * Finds Prometheus on the PATH or in the cache, or fetches Debian's package.
 *
 * @throws Error that names what to install
 */
export async function findPrometheus(
  say: (line: string) => void = () => undefined,
): Promise<Prometheus> {
  const [prometheus, promtool] = [onPath('prometheus'), onPath('promtool')];
  if (prometheus && promtool) return { prometheus, promtool };
  const cache = makeCacheFolder('prometheus');
  const folder = path.join(cache, 'debian');
  const found = inFolder(folder);
  if (existsSync(found.prometheus)) return found;
  if (!onPath('apt-get') || !onPath('dpkg-deb')) throw new Error(hint);
  say('apt-get download prometheus');
  await unpack(cache, folder);
  return found;
}
