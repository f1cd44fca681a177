import type { Versioned } from '../store/store';
import type { Database } from './database';
import type { MongoReplicaStore } from './replica-store';
import { replicaSchema } from './schema';

const schema = replicaSchema<Versioned>({});

/** The ids of deleted accounts. A replica: auth owns accounts. */
export const deletedUserStore = (database: Database): MongoReplicaStore<Versioned> =>
  database.replicas<Versioned>('DeletedUser', schema);
