import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

import { integer } from '@ticketing-dev/common';

/**
 * Below the range that the system uses for outgoing connections. Such a connection could take a port from that range
 * while its process restarts.
 */
const firstPort = 20_000;
const lastPort = 32_000;

const taken = new Set<number>();

/** The system's error code if a port of 127.0.0.1 cannot be listened on; undefined if it can. */
function obstacle(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown error'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}

/** The gateway's port if neither `--port` nor `PORT` gives one. */
export const defaultPort = 3000;
const highestPort = 65_535;

/**
 * Reads a port from a setting. An empty setting counts as unset.
 *
 * @throws SettingError that names the setting
 */
export const portSetting = (env: NodeJS.ProcessEnv, name: string, fallback: number): number =>
  integer(env, name, fallback, { max: highestPort });

/** Parses the port of `--port` or `PORT`. */
export const readPort = (text: string): number => portSetting({ PORT: text }, 'PORT', defaultPort);

/**
 * @param obstacleTo returns the system's error code if the port cannot be listened on
 * @throws Error that names the port, the reason and another port
 */
export async function assertFree(port: number, obstacleTo = obstacle): Promise<void> {
  const code = await obstacleTo(port);
  if (code === undefined) return;
  const other = `Another one: PORT=${port < 1024 || port === highestPort ? defaultPort : port + 1} npm start`;
  if (code === 'EADDRINUSE') throw new Error(`Port ${port} is in use. ${other}`);
  if (code === 'EACCES')
    throw new Error(`Port ${port} is not permitted for this user (EACCES). ${other}`);
  throw new Error(`Port ${port} cannot be used (${code}). ${other}`);
}

/** Longer than a stack takes from planning its ports to listening on them. */
const claimMs = 5 * 60_000;

/** Stacks that are planned at the same time would find the same port free. The first to create its file gets it. */
function claim(port: number): boolean {
  const folder = path.join(tmpdir(), `ticketing-ports-${userInfo().username}`);
  const file = path.join(folder, String(port));
  mkdirSync(folder, { recursive: true });
  const claimedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  if (Date.now() - claimedAt > claimMs) rmSync(file, { force: true });
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A free port of 127.0.0.1 that neither this process nor another one has just been given. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(firstPort, lastPort);
    if (taken.has(port)) continue;
    taken.add(port);
    if ((await obstacle(port)) === undefined && claim(port)) return port;
  }
  throw new Error(`No free port between ${firstPort} and ${lastPort}`);
}
