import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { NoAnswerError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { withDatabase, type Service } from '../services';

/** Only its owner may read a backup: it has addresses, password hashes and the key of passes. */
const ownerOnly = { folder: 0o700, file: 0o600 } as const;

export const backupFile = (folder: string, service: Service): string =>
  path.join(folder, `${service}.ndjson.gz`);

interface BackupOptions {
  readonly folder: string;
  readonly reason: string;
}

/**
 * What a service's data names is in the file of a later one: payments name orders, orders name tickets, and tickets name
 * users. So no payment is without its order, and no order without its ticket.
 */
const inOrder = withDatabase.toReversed();

/** Writes the databases of all services to a folder, one file for each. A file appears when it is complete. */
export async function backup(
  { ask, say }: Tools,
  { folder, reason }: BackupOptions,
): Promise<Outcome> {
  await mkdir(folder, { recursive: true, mode: ownerOnly.folder });
  const counts: Record<string, number> = {};
  for (const service of inOrder) {
    const file = backupFile(folder, service);
    let count = 0;
    let last: { readonly end?: boolean } = {};
    async function* lines(): AsyncGenerator<string> {
      const answer = ask.changeLines<{ readonly end?: boolean }>(service, {
        path: '/backup',
        reason,
      });
      for await (const line of answer) {
        last = line;
        count += 1;
        yield `${JSON.stringify(line)}\n`;
      }
    }
    const part = `${file}.part`;
    await pipeline(
      Readable.from(lines()),
      createGzip(),
      createWriteStream(part, { mode: ownerOnly.file }),
    );
    if (last.end !== true) throw new NoAnswerError(service, 'its backup broke off');
    await rename(part, file);
    // Without the first line and the last one.
    counts[service] = count - 2;
    say(`${service}: ${count - 2} documents`);
  }
  return {
    lines: [`Wrote the databases of ${withDatabase.join(', ')} to ${folder}`],
    json: { folder, documents: counts },
  };
}
