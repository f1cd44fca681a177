import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { Schema } from 'mongoose';

import type { Mail, MailStart } from '../domain/mail';

const mailSchema = aggregateSchema<Mail>({
  key: { type: String, required: true },
  kind: { type: String, required: true },
  userId: { type: String, required: true },
  facts: { type: Schema.Types.Mixed },
  state: { type: String, required: true, enum: ['waiting', 'sent', 'dropped'] },
  tries: { type: Number, required: true },
  dueAt: { type: Date, required: true },
  sentAt: { type: Date },
});
// One mail for each event and kind, however often the event arrives.
mailSchema.index({ key: 1 }, { unique: true });
// The mails that are to be sent.
mailSchema.index({ state: 1, dueAt: 1 });
// The mails to a user, newest first.
mailSchema.index({ userId: 1, _id: -1 });

const startSchema = aggregateSchema<MailStart>({
  key: { type: String, required: true },
  at: { type: Date, required: true },
});
// Several instances may start first.
startSchema.index({ key: 1 }, { unique: true });

export const mailStore = (database: Database) => database.aggregates<Mail>('Mail', mailSchema);
export const mailStartStore = (database: Database) =>
  database.aggregates<MailStart>('MailStart', startSchema);
