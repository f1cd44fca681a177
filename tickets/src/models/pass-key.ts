import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

import type { StoredPassKey } from '../domain/pass-keys';

const schema = aggregateSchema<StoredPassKey>({
  name: { type: String, required: true },
  secret: { type: String, required: true },
});
// Several instances may make it concurrently. All must end with the same one.
schema.index({ name: 1 }, { unique: true });

export const passKeyStore = (database: Database) =>
  database.aggregates<StoredPassKey>('PassKey', schema);
