import { Types } from 'mongoose';

import { type Id, toId } from '../contracts';

/**
 * The database's form of an id. It is a number there: all spellings are one.
 *
 * @throws Error where it is malformed, which no {@link Id} is
 */
export const objectId = (id: Id): Types.ObjectId => Types.ObjectId.createFromHexString(known(id));

/** An id as the rules know it. */
export const fromObjectId = (objectId: Types.ObjectId): Id => known(objectId.toHexString());

function known(text: string): Id {
  const id = toId(text);
  if (id === undefined) throw new Error(`'${text}' is not an id of ours`);
  return id;
}
