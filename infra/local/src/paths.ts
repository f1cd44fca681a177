import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The clone's root: this file is infra/local/{src,dist}/paths. */
export const repository = path.resolve(__dirname, '../../..');

/** The sources of the stand-in for mongod. */
export const standInSources = path.join(repository, 'infra/local/mongod-standin');

/** The folder for things that are expensive to download or build. It is outside the clone, so other clones share it. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['TICKETING_CACHE'];
  if (given) return given;
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'ticketing');
}

/**
 * Makes a folder in the cache, if it is missing.
 *
 * @throws Error that names the setting, if the folder cannot be written
 */
export function makeCacheFolder(...names: readonly string[]): string {
  const folder = path.join(cacheFolder(), ...names);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `${folder} cannot be made (${String(error)}). TICKETING_CACHE names another folder for servers that are built or downloaded`,
      { cause: error },
    );
  }
  return folder;
}

/** The path of a program on the PATH; undefined if there is none. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}
