import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { makeCacheFolder, cacheFolder } from '../paths';

const DAY_MS = 24 * 60 * 60_000;

/** The file that a failure leaves. */
export const stampOf = (name: string): string =>
  path.join(cacheFolder(), 'failed', name.replace(/[^\w.-]/g, '_'));

/** The file that says that it failed less than a day ago, if it did; without that file it is tried again at once. */
export function failedToday(name: string): string | undefined {
  const stamp = stampOf(name);
  const failedAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - failedAt < DAY_MS ? stamp : undefined;
}

/**
 * Tries what needs a network that may not be there. After a failure it is not tried again for a day: each
 * start would wait for it.
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
