/** How a server was found, in the order in which they are looked for. */
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
  /** The environment variables that may hold an address; the first that is set counts. */
  readonly settings: readonly string[];
  readonly program: string;
  readonly image: string;
  /** What an earlier run got, if that is kept where this kind only knows. */
  readonly kept?: (env: NodeJS.ProcessEnv) => string | undefined;
  /** Whether `install` has a chance here: what has none is said before anything is built. */
  readonly canInstall: () => boolean;
  /** Gets the server by other means; undefined when that cannot be done here. */
  readonly install: (say: (line: string) => void) => Promise<Found | undefined>;
  /** The commands that would get it. */
  readonly hint: string;
}

/** What looking for a server needs from the machine. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly onPath: (program: string) => string | undefined;
  /** The engine that can run this image, or undefined. */
  readonly engineFor: (image: string, program: string) => Promise<string | undefined>;
}

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

/** The server as it is on this machine already. */
export async function lookFor(kind: ServerKind, machine: Machine): Promise<Found | undefined> {
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

export async function findServer(
  kind: ServerKind,
  machine: Machine,
  say: (line: string) => void,
): Promise<Found> {
  const found = (await lookFor(kind, machine)) ?? (await kind.install(say));
  if (found) return found;
  throw new ServerNotFound([kind]);
}

/** @throws ServerNotFound that names every kind that is not there and has no chance of being installed */
export async function assertAll(
  kinds: readonly ServerKind[],
  machineFor: (kind: ServerKind) => Machine,
): Promise<void> {
  const looked = await Promise.all(
    kinds.map(async (kind) => {
      const isThere = kind.canInstall() || (await lookFor(kind, machineFor(kind))) !== undefined;
      return isThere ? [] : [kind];
    }),
  );
  const missing = looked.flat();
  if (missing.length > 0) throw new ServerNotFound(missing);
}
