import type { mongo } from 'mongoose';

import type { Query, Versioned } from '../store/store';
import { objectId } from './object-id';
import type { Raw } from './state';

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
  const after = query.after && objectId(query.after);
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
