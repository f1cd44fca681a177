import { onPath } from '../paths';
import { engineFor } from './containers';
import { findServer, type Found, type Machine, type ServerKind } from './find-server';
import { mongo } from './mongo';
import { nats } from './nats';
import { redis } from './redis';

export const kinds = { mongo, nats, redis };
export type ServerName = keyof typeof kinds;

export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Whether a container will do. */
  readonly containers?: boolean;
}

/** Looks on this machine. What an earlier run installed counts as installed. */
export function findServerHere(
  name: ServerName,
  say: (line: string) => void,
  { env = process.env, containers = true }: FindOptions = {},
): Promise<Found> {
  const kind: ServerKind = kinds[name];
  const machine: Machine = {
    env,
    onPath: (program) => onPath(program, env) ?? kind.kept?.(env),
    engineFor:
      containers && env['TICKETING_CONTAINERS'] !== 'no'
        ? engineFor
        : () => Promise.resolve(undefined),
  };
  return findServer(kind, machine, say);
}
