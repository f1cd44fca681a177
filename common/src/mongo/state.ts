import type { Types } from 'mongoose';

import type { Versioned } from '../store/store';
import { fromObjectId } from './object-id';

/** A document as the driver returns it. */
export type Raw = { readonly _id: Types.ObjectId } & Record<string, unknown>;

/** Converts a document to the state that `domain/` uses: without the outbox, and with the id as a string. */
export function toState<T extends Versioned>(raw: Raw): T {
  const { _id, outbox: _outbox, pendingSince: _pendingSince, ...fields } = raw;
  return { id: fromObjectId(_id), ...fields } as unknown as T;
}

/** The projection of a read. `pendingSince` shows whether the outbox has events. */
export const withoutOutbox = { outbox: 0 } as const;
