import { Types } from 'mongoose';

import { type Id, toId } from '../contracts';

/**
 * Converts an id to the database's form, which is a number: upper and lower case are the same.
 *
 * @throws Error if the id is malformed, which no {@link Id} is
 */
export const objectId = (id: Id): Types.ObjectId =>
  Types.ObjectId.createFromHexString(canonical(id));

/** Converts an id from the database's form. */
export const fromObjectId = (objectId: Types.ObjectId): Id => canonical(objectId.toHexString());

function canonical(text: string): Id {
  const id = toId(text);
  if (id === undefined) throw new Error(`'${text}' is not an id of ours`);
  return id;
}
