import { type Id, stamp, type StoredEvent } from '@ticketing-dev/common';

/** A hold ends once, so the event has its order's id and no further version. */
const onlyVersion = 0;

export const expirationComplete = (orderId: Id, now: Date): StoredEvent =>
  stamp({ subject: 'expiration:complete', data: { orderId } }, orderId, onlyVersion, now);
