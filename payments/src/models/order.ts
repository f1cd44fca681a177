// A replica: the orders service owns orders.
import { OrderStatus } from '@ticketing-dev/common';
import { type Database, replicaSchema } from '@ticketing-dev/common/mongo';

import type { OrderCopy } from '../domain/payment';

const schema = replicaSchema<OrderCopy>({
  status: { type: String, required: true, enum: Object.values(OrderStatus) },
  userId: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  priceInCents: { type: Number, required: true },
});

export const orderStore = (database: Database) => database.replicas<OrderCopy>('Order', schema);
