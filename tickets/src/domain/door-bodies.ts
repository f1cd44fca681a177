import type { DoorBody } from '@ticketing-dev/common';

import type { Door } from './door';

/** The form of a door in answers, without its token. */
export const doorBody = ({ id, name, eventName, place, expiresAt, revokedAt }: Door): DoorBody => ({
  id,
  name,
  eventName,
  ...place,
  expiresAt: expiresAt.toISOString(),
  ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
});
