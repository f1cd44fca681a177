import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of a few megabytes, to see what a full disk does. */
export interface SmallDisk {
  readonly dir: string;
  /** Leaves not a byte free. */
  fill(): void;
  /** Gives back what `fill` took. */
  free(): void;
  close(): Promise<void>;
}

/**
 * A small disk in memory, on Linux. It is mounted in a namespace of its own, whose one process ends with ours, so that
 * nothing is left behind.
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
      'No small disk can be mounted here: it takes Linux, and root or user namespaces',
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
