// @ts-check
/**
 * One lock for each clone, because two commands that install or compile concurrently would destroy each other's work.
 * The lock names the process that holds it, and the program that this process runs, which may outlive it.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * A process, with its start time if the system shows it, because pids are reused.
 *
 * @typedef {{ pid: number, startedAs: string }} Holder
 */

/** @param {number} pid */
function startOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : (fields[19] ?? '');
  } catch {
    return ''; // The process exists. Its start time is unknown, because this is not Linux.
  }
}

/** @param {number} pid @returns {Holder} */
const holder = (pid) => ({ pid, startedAs: startOf(pid) ?? '' });

/** @param {Holder} holder */
const isAlive = ({ pid, startedAs }) => startOf(pid) === startedAs;

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Moves a complete file into place atomically, unless a file is already there.
 *
 * @param {string} draft
 * @param {string} file
 */
function link(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The first of the processes in a lock file that is still alive.
 *
 * @param {string} text
 * @returns {Holder | undefined}
 */
function livingIn(text) {
  try {
    return /** @type {Holder[]} */ (JSON.parse(text)).find(isAlive);
  } catch {
    return undefined; // Not a lock file of ours.
  }
}

/**
 * The pid of the process that holds the lock, if there is one.
 *
 * @param {string} file
 */
export const heldBy = (file) => livingIn(read(file) ?? '[]')?.pid;

/**
 * Waits for the lock and takes it. A lock of a dead process is taken over.
 *
 * @param {string} file
 * @param {(pid: number) => void} onWait called once if another process has the lock
 */
export async function lockClone(file, onWait) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = holder(process.pid);
  const draft = `${file}.new-${process.pid}`;
  /** @param {Holder[]} holders */
  const write = (...holders) => writeFileSync(draft, JSON.stringify(holders), { mode: 0o600 });
  write(own);
  let hasReported = false;
  while (!link(draft, file)) {
    const text = read(file);
    const living = text === undefined ? undefined : livingIn(text);
    if (living) {
      if (!hasReported) onWait(living.pid);
      hasReported = true;
      await delay(POLL_MS);
    } else if (text !== undefined) {
      discard(file, text);
    }
  }
  rmSync(draft);
  return {
    /**
     * Adds a program that the holder runs. The lock stays taken until this program has ended, too.
     *
     * @param {number} pid
     */
    alsoHeldBy: (pid) => {
      write(own, holder(pid));
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/**
 * Removes the lock of a dead process. It renames the file, which succeeds for only one of several processes. If another
 * process has taken the lock in the meantime, its file is put back.
 *
 * @param {string} file
 * @param {string} text what was in it
 */
function discard(file, text) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another process removed it first.
  }
  if (read(aside) !== text) link(aside, file);
  rmSync(aside);
}
