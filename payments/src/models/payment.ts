import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

import type { Payment } from '../domain/payment';
import { paymentStates } from '../domain/payment-status';

const schema = aggregateSchema<Payment>({
  orderId: { type: String, required: true },
  slot: { type: String, required: true },
  amountInCents: { type: Number, required: true },
  token: { type: String },
  status: { type: String, required: true, enum: paymentStates },
  createdAt: { type: Date, required: true },
  askedAt: { type: Date, required: true },
  idempotencyKey: { type: String },
  requestId: { type: String },
  stripeId: { type: String },
  failure: { type: String },
});
// The guard of one charge: an order has one current payment.
schema.index({ slot: 1 }, { unique: true });
// The newest payment of an order.
schema.index({ orderId: 1, _id: -1 });
// The payments of the settle loop, oldest first.
schema.index({ status: 1, _id: 1 });

export const paymentStore = (database: Database) => database.aggregates<Payment>('Payment', schema);
