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
  constructor(kind: ServerKind) {
    super(`${kind.title} was not found and could not be installed. To get it: ${kind.hint}`);
  }
}

export async function findServer(
  kind: ServerKind,
  machine: Machine,
  say: (line: string) => void,
): Promise<Found> {
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
  const installed = await kind.install(say);
  if (installed) return installed;
  throw new ServerNotFound(kind);
}
