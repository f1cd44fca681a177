import { run, type RunResult } from '../run';

/** A folder of this machine, and where it appears inside. */
export type Mount = readonly [outside: string, inside: string];

/** The words of a shell, each as it stands. */
const quoted = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

/**
 * A shell script that has `root` prepared as a machine of its own. Its mounts are the namespace's: nobody else sees
 * them, and they are gone with its last process.
 */
export function mounted(root: string, mounts: readonly Mount[], script: string): string {
  return [
    'set -e',
    quoted(['mount', '-t', 'proc', 'proc', `${root}/proc`]),
    ...mounts.map(([outside, inside]) => quoted(['mount', '--bind', outside, root + inside])),
    script,
  ].join('\n');
}

/** A command inside of `root`, as the user that PostgreSQL runs as there, or as root. */
export function inside(
  root: string,
  command: readonly string[],
  as: 'postgres' | 'root' = 'root',
): string {
  const user = as === 'postgres' ? ['--userspec=postgres:postgres'] : [];
  return quoted(['chroot', ...user, root, ...command]);
}

/** Runs a script with mounts of its own, at low priority, to its end. */
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
