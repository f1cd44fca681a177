import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { Schema } from 'mongoose';

import type { Card, Payment } from '../domain/payment';
import { paymentStates, refundStates } from '../domain/payment-status';

const cardSchema = new Schema<Card>(
  { brand: { type: String, required: true }, last4: { type: String, required: true } },
  { _id: false },
);

const schema = aggregateSchema<Payment>({
  orderId: { type: String, required: true },
  userId: { type: String },
  slot: { type: String, required: true },
  amountInCents: { type: Number, required: true },
  token: { type: String },
  status: { type: String, required: true, enum: paymentStates },
  createdAt: { type: Date, required: true },
  askedAt: { type: Date, required: true },
  idempotencyKey: { type: String },
  requestId: { type: String },
  traceparent: { type: String },
  stripeId: { type: String },
  authorisedAt: { type: Date },
  card: { type: cardSchema },
  refund: { type: String, enum: refundStates },
  refundAskedAt: { type: Date },
  refundedAt: { type: Date },
  refundId: { type: String },
  failure: { type: String },
});
// The guard of one charge: an order has one current payment.
schema.index({ slot: 1 }, { unique: true });
// The newest payment of an order.
schema.index({ orderId: 1, _id: -1 });
// The payments of the settle loop, oldest first.
schema.index({ status: 1, _id: 1 });
// The refunds of the settle loop.
schema.index({ refund: 1, _id: 1 });
// The payments of a deleted account.
schema.index({ userId: 1, _id: 1 });

export const paymentStore = (database: Database) => database.aggregates<Payment>('Payment', schema);
