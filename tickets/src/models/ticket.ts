import { aggregateSchema, type Database, ownIdAs } from '@ticketing-dev/common/mongo';

import type { Ticket } from '../domain/ticket';

const schema = aggregateSchema<Ticket>({
  title: { type: String, required: true },
  priceInCents: { type: Number, required: true },
  userId: { type: String, required: true },
  orderId: { type: String },
  details: { type: Object },
  offSale: { type: String, enum: ['requested', 'done'] },
  seatKey: { type: String },
});
// The tickets on sale, newest first.
schema.index({ orderId: 1, offSale: 1, _id: -1 });
// A seller's tickets, newest first.
schema.index({ userId: 1, _id: -1 });
// The guard of seats: a seller cannot offer one twice. See docs/adr/0026. Sparse, because while an older build runs beside
// this one, it inserts tickets without a key, and must not be refused.
schema.index({ seatKey: 1 }, { unique: true, sparse: true });

export const ticketStore = (database: Database) =>
  database.aggregates<Ticket>('Ticket', schema, ownIdAs('seatKey'));
