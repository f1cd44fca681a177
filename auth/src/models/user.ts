import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { Schema } from 'mongoose';

import type { User, UserSession } from '../domain/user';

const sessionFields = {
  sid: { type: String, required: true },
  endsAt: { type: Date, required: true },
} satisfies { readonly [K in keyof UserSession]: object };

const schema = aggregateSchema<User>({
  email: { type: String, required: true },
  passwordHash: { type: String, required: true },
  sessions: [new Schema(sessionFields, { _id: false })],
});
// One account for each e-mail address, also if two people sign up concurrently.
schema.index({ email: 1 }, { unique: true });

export const userStore = (database: Database) => database.aggregates<User>('User', schema);
