import { createHash } from 'node:crypto';

import type { Id, TicketDetails } from '@ticketing-dev/common';

interface Seat {
  readonly id: Id;
  /** The seller. */
  readonly userId: string;
  readonly details: TicketDetails | undefined;
}

/**
 * The key of a seller's seat. Two tickets of one seat have the same key, and the unique index refuses the second. A ticket
 * that does not name its event and its seat has its own id: without them, two tickets may be two seats.
 */
export function seatKeyOf({ id, userId, details = {} }: Seat): string {
  const { eventName, startsAt, section, row, seat } = details;
  if (eventName === undefined || seat === undefined) return id;
  const names = [eventName, section, row, seat].map((name = '') => name.toLowerCase());
  const text = JSON.stringify([userId, startsAt ?? '', ...names]);
  // Hashed, because the texts may be longer than an index accepts.
  return createHash('sha256').update(text).digest('base64url');
}
