import { type Id, stamp, type StoredEvent, Subjects } from '@ticketing-dev/common';

/** An order's time to pay ends once, so the event has the order's id and no further version. */
const onlyVersion = 0;

export const expirationComplete = (orderId: Id, now: Date): StoredEvent =>
  stamp({ subject: Subjects.ExpirationComplete, data: { orderId } }, orderId, onlyVersion, now);
