import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { Schema } from 'mongoose';

import type { Pass } from '../domain/pass';

const schema = aggregateSchema<Pass>({
  orderId: { type: String, required: true },
  userId: { type: String, required: true },
  sellerId: { type: String, required: true },
  eventKey: { type: String, required: true },
  title: { type: String, required: true },
  details: { type: Object },
  serial: { type: Number, required: true },
  keyId: { type: String, required: true },
  salt: { type: String, required: true },
  typedHash: { type: String, required: true },
  state: { type: String, required: true, enum: ['valid', 'admitted', 'revoked'] },
  listed: { type: Boolean },
  admission: { type: Schema.Types.Mixed },
  conflicts: { type: Schema.Types.Mixed },
});
// A typed code leads to one seat.
schema.index({ typedHash: 1 }, { unique: true });
// The list of a door.
schema.index({ eventKey: 1, _id: 1 });
// How many passes of an event are valid or used.
schema.index({ eventKey: 1, state: 1 });
// The passes of a seller's sold tickets.
schema.index({ orderId: 1 });

export const passStore = (database: Database) => database.aggregates<Pass>('Pass', schema);
