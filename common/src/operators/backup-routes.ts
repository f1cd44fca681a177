import { createInterface } from 'node:readline';

import { Router } from 'express';

import type { Clock } from '../base/clock';
import { BadRequestError } from '../errors/bad-request-error';
import type { BackupDocument, BackupStart, DatabaseBackup } from './backup';
import { sendLines } from './send-lines';

export const inUse = 'The database is in use. Restore into the databases of a new platform';

/** What the routes of backups need. */
export interface BackupRoutesDeps {
  readonly service: string;
  readonly backup: DatabaseBackup;
  readonly now: Clock;
}

/**
 * `POST /backup` sends the whole database, one JSON object for each line: a start, the documents, and `{"end": true}`.
 * It is a POST, because only an operator with `OPS_TOKEN` may have it. A restore is `POST /restore/check`, which changes
 * nothing, `POST /restore/begin`, then the documents in any number of `POST /restore`, then `POST /restore/end`. The
 * service must be restarted after it.
 */
export function backupRoutes({ service, backup, now }: BackupRoutesDeps): Router {
  const router = Router();

  router.post('/backup', async (_request, response) => {
    const start: BackupStart = {
      service,
      startedAt: now().toISOString(),
      aggregates: backup.aggregates,
    };
    async function* lines(): AsyncGenerator<object> {
      yield start;
      yield* backup.documents();
      yield { end: true };
    }
    await sendLines(response, lines());
  });

  router.post('/restore/check', async (_request, response) => {
    if (await backup.isInUse()) throw new BadRequestError(inUse);
    response.status(204).end();
  });

  router.post('/restore/begin', async (_request, response) => {
    await backup.beginRestore();
    response.status(204).end();
  });

  router.post('/restore', async (request, response) => {
    const documents: BackupDocument[] = [];
    for await (const line of createInterface({ input: request })) documents.push(toDocument(line));
    await backup.restore(documents);
    response.json({ restored: documents.length });
  });

  router.post('/restore/end', async (_request, response) => {
    await backup.endRestore();
    response.status(204).end();
  });

  return router;
}

function toDocument(line: string): BackupDocument {
  try {
    const { collection, document } = JSON.parse(line) as Partial<BackupDocument>;
    if (typeof collection === 'string' && typeof document === 'object') {
      return { collection, document };
    }
  } catch {
    // Answered below.
  }
  throw new BadRequestError('Each line must be a document of a backup');
}
