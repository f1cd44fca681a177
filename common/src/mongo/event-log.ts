import mongoose, { type Connection, type Model, Schema } from 'mongoose';

import type { Id } from '../contracts';
import type { StoredEvent } from '../outbox/outbox';
import { duplicateKey, runOperation } from './operations';

const { MongoBulkWriteError } = mongoose.mongo;

const schema = new Schema(
  {
    _id: String,
    aggregateId: { type: String, required: true },
    version: { type: Number, required: true },
    subject: { type: String, required: true },
    occurredAt: { type: String, required: true },
    requestId: String,
    data: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'events', versionKey: false },
);
schema.index({ aggregateId: 1, version: 1 });

interface LoggedEvent extends Omit<StoredEvent, 'eventId'> {
  readonly _id: string;
}

/** The permanent log of a service's events. It shows an aggregate's history, and lost replicas are rebuilt from it. */
export class EventLog {
  readonly model: Model<Record<string, unknown>>;

  constructor(connection: Connection) {
    this.model = connection.model<Record<string, unknown>>('Event', schema);
  }

  async append(events: readonly StoredEvent[]): Promise<void> {
    const documents = events.map(({ eventId, ...event }): LoggedEvent => ({
      _id: eventId,
      ...event,
    }));
    await runOperation(async () => {
      try {
        await this.model.collection.insertMany(documents as object[], { ordered: false });
      } catch (error) {
        if (!isOnlyDuplicates(error)) throw error;
      }
    });
  }

  async of(aggregateId: Id): Promise<readonly StoredEvent[]> {
    const found = await runOperation(() =>
      this.model.find({ aggregateId }).sort({ version: 1 }).lean<LoggedEvent[]>(),
    );
    return found.map(({ _id: eventId, ...event }): StoredEvent => ({ eventId, ...event }));
  }
}

function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failures.length > 0 && failures.every(({ code }) => code === duplicateKey);
}
