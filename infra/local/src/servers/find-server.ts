/** How a server was found. Addresses are tried first, then programs, then containers. */
export type Found =
  | { readonly how: 'address'; readonly address: string; readonly where: string }
  | { readonly how: 'program'; readonly command: string; readonly where: string }
  | {
      readonly how: 'container';
      readonly engine: string;
      readonly image: string;
      readonly where: string;
    };

export interface ServerKind {
  readonly title: string;
  /** The environment variables that may contain an address. The first one that is set is used. */
  readonly settings: readonly string[];
  readonly program: string;
  readonly image: string;
  /** The path of the program that an earlier run installed outside the PATH. */
  readonly kept?: (env: NodeJS.ProcessEnv) => string | undefined;
  /** Whether `install` can succeed here. If it cannot, the start fails before anything is built. */
  readonly canInstall: () => boolean;
  /** Downloads or builds the server; undefined if that is impossible here. */
  readonly install: (say: (line: string) => void) => Promise<Found | undefined>;
  /** Tells the user how to install the server. */
  readonly hint: string;
}

/** The parts of the machine that the search for a server needs. Tests replace them. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly onPath: (program: string) => string | undefined;
  /** The engine that can run this image, or undefined. */
  readonly engineFor: (image: string, program: string) => Promise<string | undefined>;
}

/** Names each server that is missing, and how to install it. */
export class ServerNotFound extends Error {
  constructor(kinds: readonly ServerKind[]) {
    super(
      kinds
        .map(
          ({ title, hint }) => `${title} was not found and cannot be installed. To get it: ${hint}`,
        )
        .join('\n'),
    );
  }
}

/** Finds a server that exists already, without installing one. */
export async function findExisting(kind: ServerKind, machine: Machine): Promise<Found | undefined> {
  for (const setting of kind.settings) {
    const address = machine.env[setting];
    if (address) return { how: 'address', address, where: setting };
  }
  const command = machine.onPath(kind.program);
  if (command) return { how: 'program', command, where: command };

  const engine = await machine.engineFor(kind.image, kind.program);
  if (engine) {
    return { how: 'container', engine, image: kind.image, where: `${kind.image} in ${engine}` };
  }
  return undefined;
}

/**
 * Finds a server, or installs it.
 *
 * @throws ServerNotFound
 */
export async function findServer(
  kind: ServerKind,
  machine: Machine,
  say: (line: string) => void,
): Promise<Found> {
  const found = (await findExisting(kind, machine)) ?? (await kind.install(say));
  if (found) return found;
  throw new ServerNotFound([kind]);
}

/** @throws ServerNotFound that names every kind that is missing and cannot be installed */
export async function assertAll(
  kinds: readonly ServerKind[],
  machineFor: (kind: ServerKind) => Machine,
): Promise<void> {
  const looked = await Promise.all(
    kinds.map(async (kind) => {
      const isThere =
        kind.canInstall() || (await findExisting(kind, machineFor(kind))) !== undefined;
      return isThere ? [] : [kind];
    }),
  );
  const missing = looked.flat();
  if (missing.length > 0) throw new ServerNotFound(missing);
}
