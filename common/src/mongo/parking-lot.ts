import { type Connection, type Model, Schema } from 'mongoose';

import type { ParkedMessage, ParkingLot } from '../bus/parking';
import { DuplicateKeyError } from '../store/store';
import { runOperation } from './operations';

interface StoredMessage extends Omit<ParkedMessage, 'id'> {
  readonly _id: string;
}

const schema = new Schema<StoredMessage>(
  {
    _id: String,
    subject: { type: String, required: true },
    data: String,
    reason: { type: String, required: true },
    parkedAt: { type: String, required: true },
  },
  { collection: 'parked', versionKey: false },
);

/** Parked messages, in the service's own database. */
export class MongoParkingLot implements ParkingLot {
  readonly model: Model<StoredMessage>;

  constructor(connection: Connection) {
    this.model = connection.model<StoredMessage>('Parked', schema);
  }

  async park({ id, ...message }: ParkedMessage): Promise<void> {
    try {
      await runOperation(() => this.model.create({ _id: id, ...message }));
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
  }

  async list(): Promise<readonly ParkedMessage[]> {
    const stored = await runOperation(() =>
      this.model.find().sort({ parkedAt: 1 }).lean<StoredMessage[]>(),
    );
    return stored.map(toParked);
  }

  count(): Promise<number> {
    return runOperation(() => this.model.estimatedDocumentCount());
  }

  async find(id: string): Promise<ParkedMessage | undefined> {
    const stored = await runOperation(() => this.model.findById(id).lean<StoredMessage | null>());
    return stored ? toParked(stored) : undefined;
  }

  async explain(id: string, reason: string): Promise<void> {
    await runOperation(() => this.model.updateOne({ _id: id }, { reason }));
  }

  async discard(id: string): Promise<boolean> {
    const { deletedCount } = await runOperation(() => this.model.deleteOne({ _id: id }));
    return deletedCount > 0;
  }
}

const toParked = ({ _id, ...message }: StoredMessage): ParkedMessage => ({ id: _id, ...message });
