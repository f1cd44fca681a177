import { existsSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, makeCacheFolder, onPath } from '../paths';
import { run } from '../run';

const BUILD_MS = 15 * 60_000;

/** `example.org/a/server@v1.2.3` is kept as `server@v1.2.3/server`: another version is another program. */
function keptAt(module: string, env: NodeJS.ProcessEnv): string {
  const [source = module, version = 'latest'] = module.split('@');
  const name = path.basename(source);
  return path.join(cacheFolder(env), 'bin', `${name}@${version}`, name);
}

/** The program, if it was built here before. */
export function goInstalled(
  module: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const command = keptAt(module, env);
  return existsSync(command) ? command : undefined;
}

/** A program built by Go from its module proxy, kept for the next time. Undefined where that cannot be done. */
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
  say(`go install ${module} (takes about a minute, once)`);
  const env = { GOBIN: folder, GOFLAGS: '' };
  const { ok, output } = await run(go, ['install', module], { env, timeoutMs: BUILD_MS });
  if (ok) return command;
  say(output.trim());
  return undefined;
}
