import { type mongo, Types } from 'mongoose';

import type { Query, Versioned } from '../store/store';
import type { Raw } from './state';

const hexId = /^[0-9a-f]{24}$/i;

/** The database's form of an id; undefined where nothing can have that id. */
export const toObjectId = (id: string): Types.ObjectId | undefined =>
  hexId.test(id) ? Types.ObjectId.createFromHexString(id) : undefined;

/**
 * The database's form of an id that is about to be written.
 *
 * @throws Error where it is malformed, which is a fault of ours or of another service
 */
export function objectId(id: string): Types.ObjectId {
  const converted = toObjectId(id);
  if (!converted) throw new Error(`'${id}' is not an id of ours`);
  return converted;
}

/**
 * A query in the words of MongoDB. A value is always behind an operator of ours: what a client sends is compared with,
 * never obeyed.
 */
export function toFilter<T extends Versioned>(query: Query<T>): mongo.Filter<Raw> {
  const filter: Record<string, unknown> = {};
  for (const [field, value] of Object.entries<unknown>(query.where ?? {})) {
    filter[field] = Array.isArray(value) ? { $in: value } : { $eq: value };
  }
  for (const field of query.absent ?? []) filter[field] = { $eq: null };
  for (const [field, value] of Object.entries<unknown>(query.atMost ?? {})) {
    filter[field] = { $lte: value };
  }
  const after = query.after === undefined ? undefined : toObjectId(query.after);
  if (after) filter['_id'] = query.order === 'newest first' ? { $lt: after } : { $gt: after };
  return filter;
}

/** The direction of ids. */
export const toSort = <T extends Versioned>({ order }: Query<T>): { _id: 1 | -1 } => ({
  _id: order === 'newest first' ? -1 : 1,
});

/** All that is asked for in one answer: a server would keep the rest for a second one. */
export const atOnce = <T extends Versioned>({ limit }: Query<T>) => ({
  limit,
  batchSize: limit + 1,
});
