import { createHash } from 'node:crypto';

import { type Id, toId } from '@ticketing-dev/common';

/**
 * The id of the ticket that one line of a request makes. Each try of the request derives the same one. It begins with the
 * time in the request's id, and it sorts in the order of the lines.
 *
 * @param request the id for what the request makes
 */
export function lineId(request: Id, line: number): Id {
  const time = request.slice(0, 8);
  const own = createHash('sha256').update(request).digest('hex').slice(0, 12);
  const id = toId(time + own + line.toString(16).padStart(4, '0'));
  if (!id) throw new Error(`line ${line} has no id`);
  return id;
}
