import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { stateDir } from './state-dir';

const everyMs = 200;
const firstBytes = 8 * 1024;

/** The log files of a service: for `orders` these are orders.log, or orders-1.log and orders-2.log. */
function logFiles(name: string | undefined): string[] {
  const folder = path.join(stateDir, 'logs');
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith('.log'))
    : [];
  return files
    .filter((file) => name === undefined || file.replace(/(-\d+)?\.log$/, '') === name)
    .map((file) => path.join(folder, file));
}

/** Prints the file from `position` on and returns the position of its end. */
function printFrom(file: string, position: number, prefix: string): number {
  const { size } = statSync(file);
  // A shorter file is a new file: read it from its start.
  const from = size < position ? 0 : position;
  if (size === from) return size;
  const buffer = Buffer.alloc(size - from);
  const open = openSync(file, 'r');
  const read = readSync(open, buffer, 0, buffer.length, from);
  closeSync(open);
  const text = buffer.toString('utf8', 0, read);
  process.stdout.write(prefix ? text.replace(/^(?=.)/gm, prefix) : text);
  return from + read;
}

/**
 * Follows the log of one service, or all logs, until it is interrupted.
 *
 * @throws Error if there is no such log
 */
export async function logs(name: string | undefined): Promise<void> {
  const files = logFiles(name);
  if (files.length === 0) {
    const known = logFiles(undefined).map((file) => path.basename(file, '.log'));
    throw new Error(
      known.length ? `There are logs of: ${known.join(', ')}` : 'There are no logs yet',
    );
  }
  const positions = files.map((file) => Math.max(0, statSync(file).size - firstBytes));
  for (;;) {
    for (const [index, file] of files.entries()) {
      const prefix = files.length > 1 ? `${path.basename(file, '.log')} | ` : '';
      positions[index] = printFrom(file, positions[index] ?? 0, prefix);
    }
    await delay(everyMs);
  }
}
