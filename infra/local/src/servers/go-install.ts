import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, onPath } from '../paths';
import { run } from '../run';

const BUILD_MS = 15 * 60_000;

/** A program built by Go from its module proxy, kept for the next time. Undefined where that cannot be done. */
export async function goInstall(
  module: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  const folder = path.join(cacheFolder(), 'bin');
  const command = path.join(folder, path.basename(module.replace(/@.*/, '')));
  if (existsSync(command)) return command;
  const go = onPath('go');
  if (!go) return undefined;
  mkdirSync(folder, { recursive: true });
  say(`go install ${module} (takes about a minute, once)`);
  const env = { GOBIN: folder, GOFLAGS: '' };
  const { ok, output } = await run(go, ['install', module], { env, timeoutMs: BUILD_MS });
  if (ok) return command;
  say(output.trim());
  return undefined;
}
