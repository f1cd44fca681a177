// A replica: the orders service owns orders.
import { OrderStatus } from '@ticketing-dev/common';
import { type Database, replicaSchema } from '@ticketing-dev/common/mongo';

import type { OrderCopy } from '../domain/payment';

const schema = replicaSchema<OrderCopy>({
  status: { type: String, required: true, enum: Object.values(OrderStatus) },
  userId: { type: String },
  expiresAt: { type: Date },
  priceInCents: { type: Number },
});

export const orderStore = (database: Database) => database.replicas<OrderCopy>('Order', schema);
