import type { mongo } from 'mongoose';

import type { Query, Versioned } from '../store/store';
import { objectId } from './object-id';
import type { Raw } from './state';

/**
 * Converts a query to a filter of MongoDB. Each value is behind an operator of ours, so that a client's input can never
 * become an operator.
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

/** The sort of a query: by id. */
export const toSort = <T extends Versioned>({ order }: Query<T>): { _id: 1 | -1 } => ({
  _id: order === 'newest first' ? -1 : 1,
});
