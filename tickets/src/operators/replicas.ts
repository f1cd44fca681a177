import {
  type AggregateStore,
  createReplica,
  deletedUsersReplica,
  type Derive,
  OrderStatus,
  type RepairableReplicas,
  type Replica,
  type Versioned,
} from '@ticketing-dev/common';

import type { Pass } from '../domain/pass';
import type { Passes } from '../domain/passes';
import type { OrderCopy, Ticket } from '../domain/ticket';
import type { Tickets } from '../domain/tickets';
import { orderCopies } from '../events/listeners/order-copy';

export interface ReplicasDeps {
  readonly stores: {
    readonly orders: RepairableReplicas<OrderCopy>;
    readonly deletedUsers: RepairableReplicas<Versioned>;
    readonly tickets: Pick<AggregateStore<Ticket>, 'find'>;
    readonly passes: Pick<AggregateStore<Pass>, 'find'>;
  };
  readonly tickets: Pick<Tickets, 'followAgain' | 'withSeller' | 'takeAllOffSale'>;
  readonly passes: Pick<Passes, 'issue'>;
}

/** The replicas of tickets: orders and deleted accounts. */
export function replicas({ stores, tickets, passes }: ReplicasDeps): readonly Replica[] {
  /** An order decides which order its ticket names, and whether it has a pass. */
  const deriveFromOrder: Derive<OrderCopy> = async (order, { isRebuild }) => {
    const ticket = await stores.tickets.find(order.ticketId);
    if (!ticket) return `tickets has no ticket ${order.ticketId}`;
    const isComplete = order.status === OrderStatus.Complete;
    const isNamed = ticket.orderId === order.id;
    const shouldName = isComplete || (order.status !== OrderStatus.Cancelled && !ticket.orderId);
    const isWrong = isNamed ? order.status === OrderStatus.Cancelled : shouldName;
    const needsPass = isComplete && (await stores.passes.find(ticket.id)) === undefined;
    if (isRebuild && isWrong) await tickets.followAgain(order);
    if (isRebuild && needsPass) await passes.issue(order);
    const wrong = [
      ...(isWrong ? [`ticket ${ticket.id} names another order, or none`] : []),
      ...(needsPass ? [`ticket ${ticket.id} has no pass`] : []),
    ];
    return wrong.length > 0 ? wrong.join(', ') : undefined;
  };

  return [
    createReplica({
      name: 'orders',
      owner: 'orders',
      readers: orderCopies,
      fold: 'merge',
      store: stores.orders,
      complete: (order: OrderCopy) => tickets.withSeller(order),
      derive: deriveFromOrder,
    }),
    deletedUsersReplica(stores.deletedUsers, (user) => tickets.takeAllOffSale(user)),
  ];
}
