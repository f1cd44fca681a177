import { run, type RunResult } from '../run';

/** A folder of this machine, and its path inside the chroot. */
export type Mount = readonly [outside: string, inside: string];

/** A shell command in which each word is quoted. */
const quoted = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

/**
 * A shell script that mounts /proc and `mounts` in `root` and then runs `script`. The mounts belong to its namespace:
 * no other process sees them, and they end with its last process.
 */
export function mounted(root: string, mounts: readonly Mount[], script: string): string {
  return [
    'set -e',
    quoted(['mount', '-t', 'proc', 'proc', `${root}/proc`]),
    ...mounts.map(([outside, inside]) => quoted(['mount', '--bind', outside, root + inside])),
    script,
  ].join('\n');
}

/** A shell command that runs inside `root`, as the user `postgres` or as root. */
export function inside(
  root: string,
  command: readonly string[],
  as: 'postgres' | 'root' = 'root',
): string {
  const user = as === 'postgres' ? ['--userspec=postgres:postgres'] : [];
  return quoted(['chroot', ...user, root, ...command]);
}

/** Runs a script to its end at low priority, with its own mounts. */
export function runMounted(
  root: string,
  mounts: readonly Mount[],
  script: string,
  timeoutMs: number,
): Promise<RunResult> {
  const shell = ['sh', '-c', mounted(root, mounts, script)];
  return run('nice', ['unshare', '--mount', '--propagation', 'private', ...shell], {
    timeoutMs,
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  });
}
