import type { mongo } from 'mongoose';

import type { Id } from '../contracts';
import type { Query, Versioned } from '../store/store';
import { objectId } from './object-id';
import type { Raw } from './state';

/**
 * Converts a query to a filter of MongoDB. Each value is behind an operator of ours, so that a client's input can never
 * become an operator.
 */
export function toFilter<T extends Versioned>(query: Query<T>): mongo.Filter<Raw> {
  const filter: Record<string, Readonly<Record<string, unknown>>> = {};
  const { id, ...where } = query.where ?? {};
  if (id !== undefined) filter['_id'] = { $in: [id].flat().map((each: Id) => objectId(each)) };
  for (const [field, value] of Object.entries<unknown>(where)) {
    filter[field] = Array.isArray(value) ? { $in: value } : { $eq: value };
  }
  for (const field of query.absent ?? []) filter[field] = { $eq: null };
  for (const [field, value] of Object.entries<unknown>(query.atMost ?? {})) {
    filter[field] = { $lte: value };
  }
  const after = query.after && objectId(query.after);
  if (after) {
    const later = query.order === 'newest first' ? { $lt: after } : { $gt: after };
    filter['_id'] = { ...filter['_id'], ...later };
  }
  return filter;
}

/** The sort of a query: by id. */
export const toSort = <T extends Versioned>({ order }: Query<T>): { _id: 1 | -1 } => ({
  _id: order === 'newest first' ? -1 : 1,
});
