import { OrderStatus } from '@ticketing-dev/common';
import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

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
  },
  slot: { type: String, required: true },
  idempotencyKey: { type: String },
  cancelReason: { type: String, enum: ['buyer', 'expired'] },
});
// The claim itself: see docs/adr/0006.
schema.index({ slot: 1 }, { unique: true });
// My orders, newest first.
schema.index({ userId: 1, _id: -1 });
// The sweep.
schema.index({ status: 1, expiresAt: 1 });

export const orderStore = (database: Database) => database.aggregates<Order>('Order', schema);
