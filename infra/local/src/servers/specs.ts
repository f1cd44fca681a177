import { mkdirSync } from 'node:fs';

import type { ProcessSpec } from '../supervisor/process-spec';
import { containerArgs, containerSignals, removeContainer } from './containers';
import type { Found } from './find-server';

/** Servers are reachable only from this machine. */
export const loopback = '127.0.0.1';
const everywhere = '0.0.0.0';

type Startable = Exclude<Found, { how: 'address' }>;

interface ServerProcess {
  readonly name: string;
  readonly found: Startable;
  readonly dir: string;
  /** The image's data folder, which its entry point makes writable. */
  readonly dirInside: string;
  /** Part of the containers' names, so that two stacks do not collide. */
  readonly stackId: string;
  readonly ports: readonly (readonly [host: number, inside: number])[];
  readonly args: (at: { host: string; dir: string; ports: readonly number[] }) => string[];
  readonly url: string;
  readonly isReady: () => Promise<boolean>;
}

/** A server as a program of this machine or in a container. Its data is in `dir` in both cases. */
export function serverProcess(server: ServerProcess): ProcessSpec {
  const { name, found, dir, ports, url, isReady } = server;
  mkdirSync(dir, { recursive: true });
  const common = { name, cwd: dir, env: {}, url, isReady };
  if (found.how === 'program') {
    const args = server.args({ host: loopback, dir, ports: ports.map(([host]) => host) });
    return { ...common, command: found.command, args };
  }
  const container = `ticketing-${server.stackId}-${name}`;
  const args = server.args({
    host: everywhere,
    dir: server.dirInside,
    ports: ports.map(([, at]) => at),
  });
  const { engine, image } = found;
  const volume = [dir, server.dirInside] as const;
  return {
    ...common,
    command: engine,
    args: containerArgs({ engine, image, name: container, ports, volume, args }),
    clear: () => removeContainer(engine, container),
    signal: containerSignals(engine, container),
  };
}

export interface ServerAt {
  readonly name: string;
  readonly dir: string;
  readonly stackId: string;
}

/** The processes to start, none if the server's address is given, and where it answers. */
export interface Server<T> {
  readonly specs: readonly ProcessSpec[];
  readonly at: T;
}
