import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

import type { BackupDocument, BackupStart } from '@ticketing-dev/common';

import { WrongUseError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { withDatabase, type Service } from '../services';
import { backupFile } from './backup';

const batchSize = 500;
/** Longer than a message is usually under way. */
const underwayMs = 60 * 60_000;
const log = 'events';

type Line = Partial<BackupStart & BackupDocument & { readonly end: boolean }>;

interface RestoreOptions {
  readonly folder: string;
  readonly reason: string;
}

/** Writes a backup into the empty databases of a new platform. The services must be restarted after it. */
export async function restore(
  { ask, say }: Tools,
  { folder, reason }: RestoreOptions,
): Promise<Outcome> {
  const starts: string[] = [];
  for (const service of withDatabase) starts.push(await startOf(folder, service));
  const since = new Date(Date.parse(starts.toSorted()[0] ?? '') - underwayMs).toISOString();
  // Before anything is deleted. If a later step fails, the whole command can be repeated.
  for (const step of ['check', 'begin']) {
    for (const service of withDatabase)
      await ask.change(service, { path: `/restore/${step}`, reason });
  }
  const counts: Record<string, number> = {};
  for (const service of withDatabase) {
    let count = 0;
    let batch: BackupDocument[] = [];
    const send = async (): Promise<void> => {
      if (batch.length === 0) return;
      const lines = batch.map((each) => JSON.stringify(each)).join('\n');
      await ask.change(service, { path: '/restore', reason, lines });
      count += batch.length;
      batch = [];
    };
    for await (const document of documentsOf(backupFile(folder, service))) {
      batch.push(document);
      if (batch.length === batchSize) await send();
    }
    await send();
    counts[service] = count;
    say(`${service}: ${count} documents`);
  }
  for (const service of withDatabase) await ask.change(service, { path: '/restore/end', reason });
  return {
    lines: [
      'Restored. Now, in this order:',
      '  1. restart all services',
      '  2. publish again what listeners may not have received before the backup:',
      ...withDatabase.map((owner) => `     ops replay ${owner} --since ${since} --reason …`),
      '  3. ops replicas rebuild --remove-unknown --reason …',
      '  4. ops reconcile --record --refund --reason …',
    ],
    json: { documents: counts, replaySince: since },
  };
}

async function* linesIn(file: string): AsyncGenerator<Line> {
  const input = createReadStream(file).pipe(createGunzip());
  for await (const line of createInterface({ input })) yield JSON.parse(line) as Line;
}

/**
 * When the backup of the service was started.
 *
 * @throws WrongUseError if the file is not a whole backup of the service
 */
async function startOf(folder: string, service: Service): Promise<string> {
  const file = backupFile(folder, service);
  if (!existsSync(file)) throw new WrongUseError(`${file} does not exist`);
  let first: Line | undefined;
  let last: Line | undefined;
  try {
    for await (const line of linesIn(file)) {
      first ??= line;
      last = line;
    }
  } catch {
    last = undefined;
  }
  const { startedAt } = first ?? {};
  if (startedAt === undefined || first?.service !== service || last?.end !== true)
    throw new WrongUseError(`${file} is not a whole backup of ${service}`);
  return startedAt;
}

/**
 * The documents of a backup. The log of events was read last, while the service was in use, so it may have events of
 * later versions than its documents. These are left out: the restored owner will make these versions again.
 */
async function* documentsOf(file: string): AsyncGenerator<BackupDocument> {
  let aggregates = new Set<string>();
  let startedAt = '';
  const versions = new Map<string, number>();
  for await (const line of linesIn(file)) {
    if (line.startedAt !== undefined) {
      aggregates = new Set(line.aggregates);
      startedAt = line.startedAt;
    }
    const { collection, document } = line;
    if (collection === undefined || document === undefined) continue;
    if (aggregates.has(collection)) {
      const id = idOf(document);
      // A ticket and its pass have the same id.
      versions.set(id, Math.max(versionOf(document), versions.get(id) ?? 0));
    }
    if (collection === log && isLater(document, versions, startedAt)) continue;
    yield { collection, document };
  }
}

const idOf = ({ _id }: BackupDocument['document']): string =>
  (_id as { readonly $oid?: string }).$oid ?? String(_id);

const versionOf = ({ version }: BackupDocument['document']): number =>
  Number((version as { readonly $numberInt?: string }).$numberInt ?? version);

/** An event without its aggregate is later only by its time: the aggregate may be deleted. */
function isLater(
  event: BackupDocument['document'],
  versions: ReadonlyMap<string, number>,
  startedAt: string,
): boolean {
  const known = versions.get(String(event['aggregateId']));
  return known === undefined ? String(event['occurredAt']) >= startedAt : versionOf(event) > known;
}
