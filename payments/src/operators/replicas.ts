import {
  createReplica,
  deletedUsersReplica,
  type RepairableReplicas,
  type Replica,
  type Versioned,
} from '@ticketing-dev/common';

import type { OrderCopy } from '../domain/payment';
import type { Payments } from '../domain/payments';
import { orderCopies } from '../events/listeners/order-copy';

export interface ReplicasDeps {
  readonly orders: RepairableReplicas<OrderCopy>;
  readonly deletedUsers: RepairableReplicas<Versioned>;
  readonly payments: Pick<Payments, 'forget'>;
}

/** The replicas of payments: orders and deleted accounts. */
export const replicas = ({ orders, deletedUsers, payments }: ReplicasDeps): readonly Replica[] => [
  createReplica({
    name: 'orders',
    owner: 'orders',
    readers: orderCopies,
    fold: 'merge',
    store: orders,
  }),
  deletedUsersReplica(deletedUsers, (user) => payments.forget(user)),
];
