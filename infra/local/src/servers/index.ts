import { existsSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, onPath } from '../paths';
import { engineFor } from './containers';
import { findServer, type Found, type Machine } from './find-server';
import { mongo } from './mongo';
import { nats } from './nats';
import { redis } from './redis';

export const kinds = { mongo, nats, redis };
export type ServerName = keyof typeof kinds;

/** This machine. What an earlier run installed counts as installed. */
function thisMachine(env: NodeJS.ProcessEnv): Machine {
  const kept = (program: string): string | undefined =>
    [path.join(cacheFolder(env), 'bin', program)].find((file) => existsSync(file));
  return { env, onPath: (program) => onPath(program, env) ?? kept(program), engineFor };
}

export function findServerHere(
  name: ServerName,
  say: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Found> {
  return findServer(kinds[name], thisMachine(env), say);
}
