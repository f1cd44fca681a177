import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
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

/** Downloads packages into a folder and unpacks them there. They are not installed, because that would start a service. */
async function unpack(packages: readonly string[], folder: string): Promise<void> {
  const fetch = () => run('apt-get', ['download', ...packages], { cwd: folder });
  let fetched = await fetch();
  if (!fetched.ok) {
    await run('apt-get', ['update']);
    fetched = await fetch();
  }
  if (!fetched.ok) throw new Error(`${hint}\n${fetched.output}`);
  for (const name of packages) {
    const file = (await readdir(folder)).find((each) => each.startsWith(`${name}_`)) ?? '';
    const unpacked = await run('dpkg-deb', ['-x', file, '.'], { cwd: folder });
    if (!unpacked.ok) throw new Error(`${hint}\n${unpacked.output}`);
  }
}

/** The packages of scripts and fonts that the packages in a folder need, and that are not there. */
async function missingIn(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((each) => each.endsWith('.deb'));
  const needed: string[] = [];
  for (const file of files) {
    const { output } = await run('dpkg-deb', ['-f', file, 'Depends'], { cwd: folder });
    needed.push(...(output.match(/\b(?:libjs|fonts)-[\w.+-]+/g) ?? []));
  }
  return [...new Set(needed)].filter((name) => !files.some((file) => file.startsWith(`${name}_`)));
}

async function fetchPrometheus(cache: string, folder: string): Promise<void> {
  const fresh = await mkdtemp(path.join(cache, 'new-'));
  try {
    // Programs of other users may run it.
    await chmod(fresh, 0o755);
    await unpack(['prometheus'], fresh);
    // The page of Prometheus needs scripts and fonts, and some of them need others.
    for (let names = await missingIn(fresh); names.length > 0; names = await missingIn(fresh)) {
      await unpack(names, fresh);
    }
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
  say('apt-get download prometheus, and what its page needs');
  await fetchPrometheus(cache, folder);
  return found;
}
