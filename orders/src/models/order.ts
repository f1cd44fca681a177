import { OrderStatus } from '@ticketing-dev/common';
import { aggregateSchema, type Database, ownIdAs } from '@ticketing-dev/common/mongo';

import type { Order } from '../domain/order';

const schema = aggregateSchema<Order>({
  status: { type: String, required: true, enum: Object.values(OrderStatus) },
  userId: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  ticket: {
    id: { type: String, required: true },
    title: { type: String, required: true },
    priceInCents: { type: Number, required: true },
    version: { type: Number, required: true },
    userId: { type: String },
    details: { type: Object },
  },
  slot: { type: String, required: true },
  place: { type: String, required: true },
  idempotencyKey: { type: String },
  cancelReason: { type: String, enum: ['buyer', 'expired'] },
  isClosing: { type: Boolean },
});
// The guard of the claim: see docs/adr/0006.
schema.index({ slot: 1 }, { unique: true });
// The guard of open orders: an account has no more of them than places. See docs/adr/0015.
schema.index({ place: 1 }, { unique: true });
// A buyer's orders, newest first.
schema.index({ userId: 1, _id: -1 });
// The sweep of overdue orders.
schema.index({ status: 1, expiresAt: 1 });

/** Older orders have no place. With their own id as place they do not count towards the limit of an account. */
const givePlaces = ownIdAs('place');

export const orderStore = (database: Database) =>
  database.aggregates<Order>('Order', schema, givePlaces);
