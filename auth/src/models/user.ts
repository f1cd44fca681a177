import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';

import type { User } from '../domain/user';

const schema = aggregateSchema<User>({
  email: { type: String, required: true },
  passwordHash: { type: String, required: true },
});
// One account an e-mail address, also of two that sign up at once.
schema.index({ email: 1 }, { unique: true });

export const userStore = (database: Database) => database.aggregates<User>('User', schema);
