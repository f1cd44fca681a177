import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { Schema } from 'mongoose';

import type { OneTimeLink, User, UserSession } from '../domain/user';

const sessionFields = {
  sid: { type: String, required: true },
  endsAt: { type: Date, required: true },
} satisfies { readonly [K in keyof UserSession]: object };

const linkFields = {
  id: { type: String, required: true },
  purpose: { type: String, required: true },
  hash: { type: String, required: true },
  endsAt: { type: Date, required: true },
} satisfies { readonly [K in keyof OneTimeLink]: object };

const schema = aggregateSchema<User>({
  email: { type: String, required: true },
  passwordHash: { type: String, required: true },
  sessions: [new Schema(sessionFields, { _id: false })],
  name: { type: String },
  language: { type: String },
  emailProvenAt: { type: Date },
  links: { type: [new Schema(linkFields, { _id: false, id: false })], default: undefined },
  deletedAt: { type: Date },
});
// One account for each e-mail address, also if two people sign up concurrently.
schema.index({ email: 1 }, { unique: true });

export const userStore = (database: Database) => database.aggregates<User>('User', schema);
