import { type Request, Router } from 'express';

import type { Bus } from '../bus/bus';
import { type Subjects, subjects, toId } from '../contracts';
import { BadRequestError } from '../errors/bad-request-error';
import { DependencyError } from '../errors/unavailable-error';
import { type StoredEvent, toWire } from '../outbox/outbox';
import { allEvents, type EventFilter, type EventHistory } from './event-history';
import { sendLines } from './send-lines';

const concurrent = 32;

/** What the routes of a service's events need. */
export interface EventRoutesDeps {
  readonly history: EventHistory;
  /** Undefined if the service has no bus, and so publishes nothing. */
  readonly bus: Pick<Bus, 'publish'> | undefined;
}

/** The service's own events: `GET /events` reads them, and `POST /events/replay` publishes them again. */
export function eventRoutes({ history, bus }: EventRoutesDeps): Router {
  const router = Router();

  router.get('/events', async (request, response) => {
    const after = one(request, 'after');
    const limit = limitOf(request);
    await sendLines(
      response,
      allEvents(history, filterOf(request), {
        ...(limit !== undefined && { limit }),
        ...(after !== undefined && { after }),
      }),
    );
  });

  router.get('/events/count', async (request, response) => {
    const { subjects: asked = [] } = filterOf(request);
    const counts = await Promise.all(
      asked.map(async (subject) => [subject, await history.count(subject)] as const),
    );
    response.json(Object.fromEntries(counts));
  });

  router.post('/events/replay', async (request, response) => {
    if (!bus) throw new BadRequestError('This service publishes no events');
    const filter = filterOf(request);
    if (!filter.aggregateId && !filter.since)
      throw new BadRequestError('Give an aggregate or a time: all events of a log are too many');
    const published: Record<string, number> = {};
    const publish = async (event: StoredEvent): Promise<void> => {
      await bus.publish(event.subject, toWire(event));
      published[event.subject] = (published[event.subject] ?? 0) + 1;
    };
    let batch: StoredEvent[] = [];
    const flush = async (): Promise<void> => {
      await Promise.all(batch.map(publish));
      batch = [];
    };
    try {
      for await (const event of allEvents(history, filter)) {
        // The events of one aggregate keep their order, as when they were published first.
        const isNext = batch.some(({ aggregateId }) => aggregateId === event.aggregateId);
        if (isNext || batch.length === concurrent) await flush();
        batch.push(event);
      }
      await flush();
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      const count = Object.values(published).reduce((sum, each) => sum + each, 0);
      const message = `${error.message}. ${count} events were published before. Repeat the replay: duplicates are harmless`;
      throw new DependencyError(error.dependency, { cause: error, message });
    }
    response.json({ published });
  });

  return router;
}

function filterOf(request: Request): EventFilter {
  const aggregate = one(request, 'aggregate');
  const aggregateId = toId(aggregate);
  if (aggregate !== undefined && !aggregateId)
    throw new BadRequestError('aggregate must be an id: 24 hexadecimal digits');
  return {
    aggregateId,
    subjects: all(request, 'subject').map(toSubject),
    since: timeOf(request, 'since'),
    until: timeOf(request, 'until'),
    isNewestFirst: one(request, 'order') === 'newest',
  };
}

function toSubject(text: string): Subjects {
  const known = subjects.find((each) => each === text);
  if (!known) throw new BadRequestError(`subject must be one of ${subjects.join(', ')}`);
  return known;
}

function timeOf(request: Request, name: string): string | undefined {
  const text = one(request, name);
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new BadRequestError(`${name} must be a time such as 2026-01-31T09:00:00Z`);
  return time.toISOString();
}

function limitOf(request: Request): number | undefined {
  const text = one(request, 'limit');
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new BadRequestError('limit must be a whole number from 1');
  return Number(text);
}

const all = ({ query }: Request, name: string): readonly string[] =>
  [query[name]].flat().filter((value) => typeof value === 'string' && value !== '') as string[];

const one = (request: Request, name: string): string | undefined => all(request, name)[0];
