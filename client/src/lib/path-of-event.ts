import type { EventBody } from '@ticketing-dev/common/contracts';

import { eventPath } from './paths';

/** The page of an event, or of its ticket if it has one. */
export function pathOfEvent({ key, count, ticketId }: EventBody): string {
  return count === 1 ? `/tickets/${ticketId}` : eventPath(key);
}
