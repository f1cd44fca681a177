import { existsSync } from 'node:fs';

import { onPath } from '../paths';
import { run } from '../run';

const installTimeoutMs = 10 * 60_000;

/** Whether this process is root on Debian. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !!onPath('apt-get');
}

/**
 * Installs Debian packages, if this process is root on Debian.
 *
 * @returns whether they are installed
 */
export async function installDebianPackages(
  packages: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  if (!canInstallDebianPackages()) return false;
  say(`apt-get install -y ${packages.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  const first = await run('apt-get', args, { env, timeoutMs: installTimeoutMs });
  if (first.ok) return true;
  await run('apt-get', ['update'], { env, timeoutMs: installTimeoutMs });
  return (await run('apt-get', args, { env, timeoutMs: installTimeoutMs })).ok;
}
