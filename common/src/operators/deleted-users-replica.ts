import type { Versioned } from '../store/store';
import { createReplica, type RepairableReplicas, type Replica } from './replica';

/**
 * The replica of deleted accounts, which auth owns.
 *
 * @param forget does again what the listener does when an account is deleted
 */
export const deletedUsersReplica = (
  store: RepairableReplicas<Versioned>,
  forget: (user: Versioned) => Promise<void>,
): Replica =>
  createReplica({
    name: 'deleted-users',
    owner: 'auth',
    readers: { 'user:deleted': ({ id, version }) => ({ id, version }) },
    fold: 'newest',
    store,
    async derive(user, { wasMended }) {
      if (wasMended) await forget(user);
      return undefined;
    },
  });
