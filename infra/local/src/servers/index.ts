import { onPath } from '../paths';
import { engineFor } from './containers';
import { assertAll, findServer, type Found, type Machine, type ServerKind } from './find-server';
import { mongo } from './mongo';
import { nats } from './nats';
import { redis } from './redis';

export const kinds = { mongo, nats, redis };
export type ServerName = keyof typeof kinds;

export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Whether a container may be used. */
  readonly containers?: boolean;
}

function thisMachine(
  kind: ServerKind,
  { env = process.env, containers = true }: FindOptions,
): Machine {
  return {
    env,
    onPath: (program) => onPath(program, env) ?? kind.kept?.(env),
    engineFor:
      containers && env['TICKETING_CONTAINERS'] !== 'no'
        ? engineFor
        : () => Promise.resolve(undefined),
  };
}

/** Finds a server on this machine, or installs it. A server that an earlier run installed counts as installed. */
export function findServerHere(
  name: ServerName,
  say: (line: string) => void,
  options: FindOptions = {},
): Promise<Found> {
  const kind: ServerKind = kinds[name];
  return findServer(kind, thisMachine(kind, options), say);
}

/** @throws ServerNotFound that names all servers that can neither be found nor installed here, before any is built */
export async function assertObtainable(
  names: readonly ServerName[],
  options: FindOptions = {},
): Promise<void> {
  const all = names.map((name): ServerKind => kinds[name]);
  await assertAll(all, (kind) => thisMachine(kind, options));
}
