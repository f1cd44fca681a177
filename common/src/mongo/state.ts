import type { Types } from 'mongoose';

import type { Versioned } from '../store/store';
import { fromObjectId } from './object-id';

/** A document as the driver gives it. */
export type Raw = { readonly _id: Types.ObjectId } & Record<string, unknown>;

/** What the rules know of a document: no plumbing, and the id as a string. */
export function toState<T extends Versioned>(raw: Raw): T {
  const { _id, outbox: _outbox, pendingSince: _pendingSince, ...fields } = raw;
  return { id: fromObjectId(_id), ...fields } as unknown as T;
}

/** What a reading query asks for. */
export const stateOnly = { outbox: 0, pendingSince: 0 } as const;
