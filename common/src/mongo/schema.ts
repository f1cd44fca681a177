import { Schema, type SchemaDefinition } from 'mongoose';
// Not the package's main module: it loads core-js, which replaces `JSON.stringify` and other built-ins by slower ones.
import { versionOCCPlugin } from 'mongoose-update-if-current/lib/version-occ-plugin';

import type { Versioned } from '../store/store';

/** The fields of a document, except its id and its version. */
export type Fields<T extends Versioned> = {
  readonly [K in keyof Omit<T, 'id' | 'version'>]-?: SchemaDefinition[string];
};

const storedEventSchema = new Schema(
  {
    eventId: { type: String, required: true },
    subject: { type: String, required: true },
    version: { type: Number, required: true },
    occurredAt: { type: String, required: true },
    requestId: String,
    traceparent: String,
    data: { type: Schema.Types.Mixed, required: true },
  },
  { _id: false },
);

/**
 * The schema of an aggregate: versioned by mongoose-update-if-current, with its outbox inside.
 *
 * @param fields the aggregate's own fields
 */
export function aggregateSchema<T extends Versioned>(fields: Fields<T>): Schema {
  const schema = new Schema(
    {
      ...(fields as SchemaDefinition),
      outbox: [storedEventSchema],
      pendingSince: { type: Date },
    },
    { versionKey: 'version', minimize: false, toJSON: { transform: withoutOutbox } },
  );
  schema.plugin(versionOCCPlugin);
  schema.index({ pendingSince: 1 }, { sparse: true });
  return schema;
}

/**
 * The schema of a replica. Its version is the version of the aggregate that it copies.
 *
 * @param fields the fields that the replica stores
 */
export const replicaSchema = <T extends Versioned>(fields: Fields<T>): Schema =>
  new Schema(
    { ...(fields as SchemaDefinition), version: { type: Number, required: true } },
    { versionKey: false, minimize: false, toJSON: { transform: withoutOutbox } },
  );

function withoutOutbox(_document: unknown, json: Record<string, unknown>): Record<string, unknown> {
  const { _id, outbox: _outbox, pendingSince: _pendingSince, ...rest } = json;
  return { id: String(_id), ...rest };
}
