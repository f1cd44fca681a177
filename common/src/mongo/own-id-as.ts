import type { Types } from 'mongoose';

import type { Backfill } from './database';

const batchSize = 1_000;

/**
 * Gives documents that lack a unique field their own id as its value, because a unique index refuses two documents without
 * the field. It reads in the order of ids, so that no batch scans the documents of an earlier one.
 */
export const ownIdAs =
  (field: string): Backfill =>
  async (collection) => {
    const isMissing = { [field]: { $eq: null } };
    let last: Types.ObjectId | undefined;
    for (;;) {
      const documents = await collection
        .find({ ...isMissing, ...(last && { _id: { $gt: last } }) }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(batchSize)
        .toArray();
      if (documents.length === 0) return;
      await collection.bulkWrite(
        documents.map(({ _id }) => ({
          updateOne: { filter: { _id, ...isMissing }, update: { $set: { [field]: String(_id) } } },
        })),
      );
      last = documents.at(-1)?._id;
    }
  };
