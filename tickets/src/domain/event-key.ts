import { createHash } from 'node:crypto';

import type { Ticket } from './ticket';

/**
 * Names a seller's event. Tickets of one event have the same key. A ticket that names no event is an event of its own
 * title.
 */
export function eventKeyOf({ userId, title, details = {} }: Ticket): string {
  const { eventName = title, startsAt = '' } = details;
  const text = JSON.stringify([userId, eventName.toLowerCase(), startsAt]);
  return createHash('sha256').update(text).digest('base64url');
}
