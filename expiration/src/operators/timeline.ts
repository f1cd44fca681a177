import { noTimeline, type TimelineSource } from '@ticketing-dev/common';

import type { ExpirationTimers } from '../domain/expiration-queue';

/** What expiration knows about an order: its timer. */
export const timeline =
  (timers: Pick<ExpirationTimers, 'find'>): TimelineSource =>
  async (topic, id) => {
    const timer = topic === 'order' ? await timers.find(id) : undefined;
    if (!timer) return noTimeline;
    const { addedAt, dueAt, state, failure } = timer;
    return {
      facts: [
        {
          at: addedAt.toISOString(),
          what: 'timer started',
          details: { dueAt: dueAt.toISOString() },
        },
      ],
      now: [{ kind: 'timer', id, state, dueAt: dueAt.toISOString(), failure }],
    };
  };
