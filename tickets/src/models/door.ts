import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

import type { Door } from '../domain/door';

const schema = aggregateSchema<Door>({
  userId: { type: String, required: true },
  name: { type: String, required: true },
  eventKey: { type: String, required: true },
  eventName: { type: String, required: true },
  place: { type: Object },
  tokenHash: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  revokedAt: { type: Date },
});
// A seller's doors, newest first.
schema.index({ userId: 1, _id: -1 });
// The door of a link.
schema.index({ tokenHash: 1 }, { unique: true });

export const doorStore = (database: Database) => database.aggregates<Door>('Door', schema);
