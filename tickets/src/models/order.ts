// A replica: the orders service owns orders.
import { OrderStatus } from '@ticketing-dev/common';
import { type Database, replicaSchema } from '@ticketing-dev/common/mongo';

import type { OrderCopy } from '../domain/ticket';

const schema = replicaSchema<OrderCopy>({
  ticketId: { type: String, required: true },
  status: { type: String, required: true, enum: Object.values(OrderStatus) },
  userId: { type: String },
  sellerId: { type: String },
  expiresAt: { type: Date },
  priceInCents: { type: Number },
  completedAt: { type: Date },
});
// A ticket's orders, newest first.
schema.index({ ticketId: 1, _id: -1 });
// The newest sold orders, which the metrics compare with passes.
schema.index({ status: 1, _id: -1 });
// A seller's sales, newest first.
schema.index({ sellerId: 1, status: 1, _id: -1 });

export const orderStore = (database: Database) => database.replicas<OrderCopy>('Order', schema);
