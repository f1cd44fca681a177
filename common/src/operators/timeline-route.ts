import { Router } from 'express';

import type { ParkingLot } from '../bus/parking';
import { type Id, toId } from '../contracts';
import { BadRequestError } from '../errors/bad-request-error';
import { type Timeline, type TimelineSource, topics } from './timeline';

/** `GET /timeline?order=ID`: what the service knows, with its parked messages about it. */
export function timelineRoute(source: TimelineSource, lot: ParkingLot | undefined): Router {
  const router = Router();
  router.get('/timeline', async ({ query }, response) => {
    const [topic, ...others] = topics.filter((each) => query[each] !== undefined);
    const id = topic && toId(query[topic]);
    if (!topic || !id || others.length > 0)
      throw new BadRequestError(`Give one of ${topics.join(', ')}, with an id of 24 digits`);
    const [own, parked] = await Promise.all([source(topic, id), parkedAbout(lot, id)]);
    response.json({ facts: [...own.facts, ...parked.facts], now: [...own.now, ...parked.now] });
  });
  return router;
}

async function parkedAbout(lot: ParkingLot | undefined, about: Id): Promise<Timeline> {
  const parked = (await lot?.list()) ?? [];
  const found = parked.filter(({ data }) => data.toLowerCase().includes(about));
  return {
    facts: found.map(({ id, subject, reason, parkedAt }) => ({
      at: parkedAt,
      what: `parked ${subject}`,
      details: { message: id, reason },
    })),
    now: found.map(({ id, subject, reason }) => ({ kind: 'parked', id, subject, reason })),
  };
}
