import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Addresses } from './settings';

const fileIn = (dir: string): string => path.join(dir, 'addresses.json');

/** Stores the servers' addresses for the operator's commands. Mode 600, because a URI may contain a password. */
export function writeAddresses(dir: string, addresses: Addresses): void {
  writeFileSync(fileIn(dir), JSON.stringify(addresses, null, 2), { mode: 0o600 });
}

/** @returns undefined if no stack has run in this folder */
export function readAddresses(dir: string): Addresses | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dir), 'utf8')) as Addresses;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
