import { onPath } from '../paths';
import { run } from '../run';
import { goInstall } from '../servers/go-install';

/** The one that was proved, for the DocumentDB it is made for. FerretDB 1 would lose updates: docs/databases.md. */
const VERSION = 'v2.7.0';
const MODULE = `github.com/FerretDB/FerretDB/v2/cmd/ferretdb@${VERSION}`;

async function isProved(command: string): Promise<boolean> {
  const { ok, output } = await run(command, ['--version'], { timeoutMs: 10_000 });
  return ok && /^version: *(\S+)/m.exec(output)?.[1] === VERSION;
}

/** The `ferretdb` of this machine if it is of the version that was proved, else one that Go builds. */
export async function findFerretdb(say: (line: string) => void): Promise<string> {
  const found = onPath('ferretdb');
  if (found && (await isProved(found))) return found;
  if (found) say(`${found} is not FerretDB ${VERSION}, and is left alone`);
  const built = await goInstall(MODULE, say);
  if (built) return built;
  throw new Error(
    onPath('go')
      ? `FerretDB could not be built in time; the next try goes on from there: go install ${MODULE}`
      : `FerretDB is built with Go: install it (https://go.dev/dl), or a ferretdb ${VERSION} on the PATH`,
  );
}
