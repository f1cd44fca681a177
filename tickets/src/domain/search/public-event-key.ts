import { createHash } from 'node:crypto';

import type { Ticket } from '../ticket';
import { fold } from './fold';

/** 132 bits: short enough for an address, and too long for two events to have the same one. */
const keyLength = 22;

/**
 * Names an event for buyers: tickets of any seller with the same name, start and venue. A ticket that names no event is an
 * event of its own title. The key of a seller's own event, which doors use, is another one.
 */
export function publicEventKeyOf({
  title,
  details = {},
}: Pick<Ticket, 'title' | 'details'>): string {
  const { eventName = title, startsAt = '', venue = '' } = details;
  const text = JSON.stringify([fold(eventName), startsAt, fold(venue)]);
  return createHash('sha256').update(text).digest('base64url').slice(0, keyLength);
}
