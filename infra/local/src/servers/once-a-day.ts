import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { makeCacheFolder, cacheFolder } from '../paths';

const dayMs = 24 * 60 * 60_000;

/** The file that records a failure. */
export const stampOf = (name: string): string =>
  path.join(cacheFolder(), 'failed', name.replace(/[^\w.-]/g, '_'));

/**
 * The file that records a failure in the last day, if there was one. Without that file the next attempt is immediate.
 */
export function failedToday(name: string): string | undefined {
  const stamp = stampOf(name);
  const failedAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - failedAt < dayMs ? stamp : undefined;
}

/**
 * Runs an attempt that needs the internet. After a failure there is no other attempt for a day, because each start
 * would wait for it.
 *
 * @returns undefined if the attempt fails, or failed less than a day ago
 */
export async function onceADay<T>(
  name: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (failedToday(name) !== undefined) return undefined;

  const result = await attempt();
  const stamp = stampOf(name);
  if (result !== undefined) {
    rmSync(stamp, { force: true });
    return result;
  }
  makeCacheFolder('failed');
  writeFileSync(stamp, '');
  return undefined;
}
