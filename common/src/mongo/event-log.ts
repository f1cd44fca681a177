import mongoose, { type Connection, type Model, type mongo, Schema } from 'mongoose';

import type { Id, Subjects } from '../contracts';
import { BadRequestError } from '../errors/bad-request-error';
import type { EventFilter, EventHistory } from '../operators/event-history';
import type { StoredEvent } from '../outbox/outbox';
import { Documents } from './documents';
import { duplicateKey, runOperation, runRead } from './operations';

const { MongoBulkWriteError } = mongoose.mongo;

const schema = new Schema(
  {
    _id: String,
    aggregateId: { type: String, required: true },
    version: { type: Number, required: true },
    subject: { type: String, required: true },
    occurredAt: { type: String, required: true },
    requestId: String,
    traceparent: String,
    data: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'events', versionKey: false },
);
schema.index({ aggregateId: 1, version: 1 });
// The events of a time.
schema.index({ occurredAt: 1, _id: 1 });

interface LoggedEvent extends Omit<StoredEvent, 'eventId'> {
  readonly _id: string;
}

/** The permanent log of a service's events. It shows an aggregate's history, and lost replicas are rebuilt from it. */
export class EventLog implements EventHistory {
  readonly model: Model<Record<string, unknown>>;
  readonly #documents: Documents<LoggedEvent>;

  constructor(connection: Connection) {
    this.model = connection.model<Record<string, unknown>>('Event', schema);
    this.#documents = new Documents<LoggedEvent>(this.model);
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
    return found.map(toEvent);
  }

  async page(filter: EventFilter, limit: number, after?: string): Promise<readonly StoredEvent[]> {
    const last = after === undefined ? undefined : await this.#find(after);
    const order = orderOf(filter);
    // Two reads, because a condition on several fields of a position cannot use the index for the order.
    const ties = last
      ? await this.#read([conditionOf(filter), order.sameAs(last)], order, limit + mostTies)
      : [];
    const rest = ties.filter((event) => last && order.compare(event, last) > 0);
    if (rest.length >= limit) return rest.slice(0, limit).map(toEvent);
    const beyond = last ? [order.beyond(last)] : [];
    const found = await this.#read([conditionOf(filter), ...beyond], order, limit);
    return [...rest, ...whole(found, order, limit)].map(toEvent);
  }

  count(subject: Subjects): Promise<number> {
    // The ids of a subject's events begin with it, and `0` is the character after `/`.
    const ids = { $gte: `${subject}/`, $lt: `${subject}0` };
    return runRead(() => this.#documents.collection.countDocuments({ _id: ids }));
  }

  async #find(eventId: string): Promise<LoggedEvent> {
    const [found] = await this.#documents.read({ _id: { $eq: eventId } }, { limit: 1 });
    if (!found) throw new BadRequestError(`The log has no event with the id '${eventId}'`);
    return found;
  }

  async #read(
    conditions: readonly mongo.Filter<LoggedEvent>[],
    { sort, compare }: Order,
    limit: number,
  ): Promise<readonly LoggedEvent[]> {
    const found = await this.#documents.read({ $and: [...conditions] }, { sort, limit });
    return [...found].sort(compare);
  }
}

/** A ticket and its pass have the same id, so that two events may have the same aggregate and version. */
const mostTies = 2;

const toEvent = ({ _id: eventId, ...event }: LoggedEvent): StoredEvent => ({ eventId, ...event });

type Condition = mongo.Filter<LoggedEvent>;

/** An order of the log that an index has. */
interface Order {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  /** Events that are at the position of this one, or at the next ones with the same leading field. */
  sameAs(event: LoggedEvent): Condition;
  beyond(event: LoggedEvent): Condition;
  readonly compare: (a: LoggedEvent, b: LoggedEvent) => number;
  readonly isSamePlace: (a: LoggedEvent, b: LoggedEvent) => boolean;
}

function orderOf({ aggregateId, since, until, isNewestFirst = false }: EventFilter): Order {
  const isByTime = aggregateId === undefined && (since ?? until) !== undefined;
  const sign = isNewestFirst ? -1 : 1;
  const later = isNewestFirst ? '$lt' : '$gt';
  const notBefore = isNewestFirst ? '$lte' : '$gte';
  if (isByTime || (isNewestFirst && aggregateId === undefined)) {
    return {
      sort: { occurredAt: sign, _id: sign },
      sameAs: ({ occurredAt, _id }) => ({ occurredAt: { $eq: occurredAt }, _id: { [later]: _id } }),
      beyond: ({ occurredAt }) => ({ occurredAt: { [later]: occurredAt } }),
      compare: (a, b) => sign * (order(a.occurredAt, b.occurredAt) || order(a._id, b._id)),
      isSamePlace: () => false,
    };
  }
  return {
    sort: { aggregateId: sign, version: sign },
    sameAs: ({ aggregateId: id, version }) => ({
      aggregateId: { $eq: id },
      version: { [notBefore]: version },
    }),
    beyond: ({ aggregateId: id }) => ({ aggregateId: { [later]: id } }),
    compare: (a, b) =>
      sign * (order(a.aggregateId, b.aggregateId) || a.version - b.version || order(a._id, b._id)),
    isSamePlace: (a, b) => a.aggregateId === b.aggregateId && a.version === b.version,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Leaves out the last place of a full page, because its other event may not be in the page. */
function whole(
  found: readonly LoggedEvent[],
  { isSamePlace }: Order,
  limit: number,
): readonly LoggedEvent[] {
  const last = found.at(-1);
  if (!last || found.length < limit) return found;
  const kept = found.filter((event) => !isSamePlace(event, last));
  return kept.length > 0 ? kept : found;
}

function conditionOf({ aggregateId, subjects = [], since, until }: EventFilter): Condition {
  return {
    ...(aggregateId !== undefined && { aggregateId: { $eq: aggregateId } }),
    ...(subjects.length > 0 && { subject: { $in: [...subjects] } }),
    ...((since ?? until) !== undefined && {
      occurredAt: {
        ...(since !== undefined && { $gte: since }),
        ...(until !== undefined && { $lt: until }),
      },
    }),
  };
}

function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failures.length > 0 && failures.every(({ code }) => code === duplicateKey);
}
