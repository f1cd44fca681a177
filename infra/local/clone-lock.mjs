// @ts-check
/**
 * One lock for each clone: two commands that install or compile in it at once would destroy each other's work. It names
 * who holds it, and the program that the holder runs, which may outlive it.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;

/**
 * A process, with when it started where that can be known: pids are given out again.
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
    return ''; // It is there, and nothing more can be known: not Linux.
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
 * Puts the whole file in its place at once, if nothing is there.
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
 * Who of those that a lock names is still there.
 *
 * @param {string} text
 * @returns {Holder | undefined}
 */
function livingIn(text) {
  try {
    return /** @type {Holder[]} */ (JSON.parse(text)).find(isAlive);
  } catch {
    return undefined; // Not ours.
  }
}

/**
 * The process that holds the clone, if one does.
 *
 * @param {string} file
 */
export const heldBy = (file) => livingIn(read(file) ?? '[]')?.pid;

/**
 * Takes the lock, after whoever has it. One that a dead process has left is taken over.
 *
 * @param {string} file
 * @param {(pid: number) => void} onWait called once, where somebody has it
 */
export async function lockClone(file, onWait) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = holder(process.pid);
  const draft = `${file}.new-${process.pid}`;
  /** @param {Holder[]} holders */
  const write = (...holders) => writeFileSync(draft, JSON.stringify(holders), { mode: 0o600 });
  write(own);
  let hasSaid = false;
  while (!link(draft, file)) {
    const text = read(file);
    const living = text === undefined ? undefined : livingIn(text);
    if (living) {
      if (!hasSaid) onWait(living.pid);
      hasSaid = true;
      await delay(LOOK_EVERY_MS);
    } else if (text !== undefined) {
      discard(file, text);
    }
  }
  rmSync(draft);
  return {
    /**
     * Names a program that the holder runs: until that has ended, too, nobody else may work here.
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
 * Takes a dead holder's lock away. By renaming, which succeeds for one of those who try it; and what was taken may be
 * the next holder's already, who gets it back.
 *
 * @param {string} file
 * @param {string} text what was in it
 */
function discard(file, text) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else was quicker.
  }
  if (read(aside) !== text) link(aside, file);
  rmSync(aside);
}
