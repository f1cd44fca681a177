import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of a few megabytes, to test a full disk. */
export interface SmallDisk {
  readonly dir: string;
  /** Uses all free space. */
  fill(): void;
  /** Frees the space that `fill` used. */
  free(): void;
  close(): Promise<void>;
}

/**
 * Mounts a small disk in memory, on Linux. The mount is in its own namespace, whose only process ends with ours. So
 * nothing is left behind.
 *
 * @throws Error if it cannot be mounted here
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const place = mkdtempSync(path.join(tmpdir(), 'ticketing-disk-'));
  const isRoot = process.getuid?.() === 0;
  const namespaces = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$1" && echo mounted && exec cat`;
  const keeper = spawn('unshare', [...namespaces, 'sh', '-c', script, 'sh', place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'close');
  const mounted = once(keeper.stdout, 'data').then(() => true);
  if (!(await Promise.race([mounted, ended.then(() => false)]))) {
    throw new Error(
      'No small disk can be mounted here: this needs Linux, and root or user namespaces',
    );
  }
  const dir = `/proc/${keeper.pid}/root${place}`;
  const filler = path.join(dir, 'filler');
  return {
    dir,
    fill() {
      const file = openSync(filler, 'a');
      try {
        const { bavail, bsize } = statfsSync(dir);
        writeSync(file, Buffer.alloc(bavail * bsize));
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    async close() {
      keeper.stdin.end();
      await ended;
      rmSync(place, { recursive: true });
    },
  };
}
