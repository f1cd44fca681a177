import { type Request, Router, text } from 'express';

import { type Id, toId } from '../contracts';
import { BadRequestError } from '../errors/bad-request-error';
import { NotFoundError } from '../errors/not-found-error';
import type { StoredEvent } from '../outbox/outbox';
import type { AggregateLog, IdRange, Replica } from './replica';

/** A batch of events of their owner's log. */
const mostBytes = '32mb';

/**
 * `GET /replicas` lists the service's replicas. `POST /replicas/NAME/verify` and `/rebuild` compare rows with events of the
 * owner's log, one for each line of the body (NDJSON) by aggregate and version. A line with `aggregateId` alone names an
 * aggregate without events, and `seen` its row's version before the log was read.
 */
export function replicaRoutes(replicas: readonly Replica[]): Router {
  const router = Router();

  router.get('/replicas', async (_request, response) => {
    const described = replicas.map(async ({ name, owner, subjects, ...replica }) => ({
      name,
      owner,
      subjects,
      count: await replica.count(),
    }));
    response.json(await Promise.all(described));
  });

  for (const how of ['verify', 'rebuild'] as const) {
    router.post(
      `/replicas/:name/${how}`,
      text({ type: 'application/x-ndjson', limit: mostBytes }),
      async (request, response) => {
        const replica = replicas.find(({ name }) => name === request.params['name']);
        if (!replica) throw new NotFoundError();
        const differences = await replica.repair(logsOf(request), rangeOf(request), {
          isRebuild: how === 'rebuild',
          removeUnknown: request.query['removeUnknown'] === 'true',
        });
        response.json({ differences });
      },
    );
  }

  return router;
}

interface Line extends Partial<StoredEvent> {
  readonly seen?: number;
}

function logsOf({ body }: Request): readonly AggregateLog[] {
  const logs = new Map<Id, { id: Id; events: StoredEvent[]; seen?: number | undefined }>();
  for (const line of (typeof body === 'string' ? body : '').split('\n')) {
    if (line === '') continue;
    const { seen, ...event } = parse(line);
    const id = toId(event.aggregateId);
    if (!id) throw new BadRequestError('Each line must have an aggregateId');
    const log = logs.get(id) ?? { id, events: [] };
    logs.set(id, log);
    if (seen !== undefined) log.seen = seen;
    if (event.subject !== undefined) log.events.push(event as StoredEvent);
  }
  return [...logs.values()];
}

function parse(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw new BadRequestError('Each line must be JSON');
  }
}

function rangeOf({ query }: Request): IdRange | undefined {
  if (query['range'] !== 'true') return undefined;
  return { after: toId(query['after']), to: toId(query['to']) };
}
