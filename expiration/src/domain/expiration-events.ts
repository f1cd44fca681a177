import { type Id, stamp, type StoredEvent, Subjects } from '@ticketing-dev/common';

/** A reservation expires once, so the event has the order's id and only this version. */
const onlyVersion = 0;

export const expirationComplete = (orderId: Id, now: Date): StoredEvent =>
  stamp({ subject: Subjects.ExpirationComplete, data: { orderId } }, orderId, onlyVersion, now);
