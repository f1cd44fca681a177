import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder } from '../paths';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Tries what needs a network that may not be there. After a failure it is not tried again for a day: each
 * start would wait for it.
 */
export async function onceADay<T>(
  name: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const folder = path.join(cacheFolder(), 'failed');
  const stamp = path.join(folder, name.replace(/[^\w.-]/g, '_'));
  const failedAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < DAY_MS) return undefined;

  const result = await attempt();
  if (result !== undefined) {
    rmSync(stamp, { force: true });
    return result;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, '');
  return undefined;
}
