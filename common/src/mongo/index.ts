export { MongoAggregateStore } from './aggregate-store';
export { type Backfill, Database } from './database';
export { deletedUserStore } from './deleted-user-store';
export { ownIdAs } from './own-id-as';
export { MongoReplicaStore } from './replica-store';
export { aggregateSchema, type Fields, replicaSchema } from './schema';
