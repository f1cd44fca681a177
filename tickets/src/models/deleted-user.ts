// A replica: auth owns accounts.
import type { Versioned } from '@ticketing-dev/common';
import { type Database, replicaSchema } from '@ticketing-dev/common/mongo';

const schema = replicaSchema<Versioned>({});

export const deletedUserStore = (database: Database) =>
  database.replicas<Versioned>('DeletedUser', schema);
