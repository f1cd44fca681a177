import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

import type { Ticket } from '../domain/ticket';

const schema = aggregateSchema<Ticket>({
  title: { type: String, required: true },
  priceInCents: { type: Number, required: true },
  userId: { type: String, required: true },
  orderId: { type: String },
  details: { type: Object },
});
// The tickets on sale, newest first.
schema.index({ orderId: 1, _id: -1 });

export const ticketStore = (database: Database) => database.aggregates<Ticket>('Ticket', schema);
