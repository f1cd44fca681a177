import { onPath } from '../paths';
import { run } from '../run';
import { goInstall } from '../servers/go-install';

/**
 * The version that the proof ran on, with the DocumentDB that it requires. FerretDB 1 loses updates: docs/databases.md.
 */
const ferretdbVersion = 'v2.7.0';
const ferretdbModule = `github.com/FerretDB/FerretDB/v2/cmd/ferretdb@${ferretdbVersion}`;

async function hasVersion(command: string): Promise<boolean> {
  const { ok, output } = await run(command, ['--version'], { timeoutMs: 10_000 });
  return ok && /^version: *(\S+)/m.exec(output)?.[1] === ferretdbVersion;
}

/**
 * The path of this machine's `ferretdb` if it has the version above, or of one that Go builds.
 *
 * @throws Error if there is no Go, or if the build fails
 */
export async function findFerretdb(say: (line: string) => void): Promise<string> {
  const found = onPath('ferretdb');
  if (found && (await hasVersion(found))) return found;
  if (found) say(`${found} is not FerretDB ${ferretdbVersion} and is not used`);
  const built = await goInstall(ferretdbModule, say);
  if (built) return built;
  throw new Error(
    onPath('go')
      ? `FerretDB could not be built in time. The next attempt continues from there: go install ${ferretdbModule}`
      : `FerretDB is built with Go: install it (https://go.dev/dl), or a ferretdb ${ferretdbVersion} on the PATH`,
  );
}
