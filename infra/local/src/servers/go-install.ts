import { existsSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, makeCacheFolder, onPath } from '../paths';
import { run } from '../run';

const buildTimeoutMs = 15 * 60_000;

/** The path of a built program: `server@v1.2.3/server` for `example.org/a/server@v1.2.3`. Each version has its own. */
function keptAt(module: string, env: NodeJS.ProcessEnv): string {
  const [source = module, version = 'latest'] = module.split('@');
  const name = path.basename(source);
  return path.join(cacheFolder(env), 'bin', `${name}@${version}`, name);
}

/** The path of the program if it was built before. */
export function goInstalled(
  module: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const command = keptAt(module, env);
  return existsSync(command) ? command : undefined;
}

/**
 * Builds a program with Go, or returns the one that was built before. Undefined if there is no Go or the build fails.
 */
export async function goInstall(
  module: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  const kept = goInstalled(module);
  if (kept) return kept;
  const go = onPath('go');
  if (!go) return undefined;
  const command = keptAt(module, process.env);
  const folder = makeCacheFolder('bin', path.basename(path.dirname(command)));
  say(`go install ${module} (once, takes about a minute)`);
  const env = { GOBIN: folder, GOFLAGS: '' };
  const { ok, output } = await run(go, ['install', module], { env, timeoutMs: buildTimeoutMs });
  if (ok) return command;
  say(output.trim());
  return undefined;
}
