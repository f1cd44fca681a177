import type {
  AggregateStore,
  Bus,
  EndedSessionStore,
  Id,
  DurableListener,
  Outbox,
  ReplicaStore,
  Versioned,
} from '@ticketing-dev/common';
import type { Order, TicketCopy } from '@ticketing-dev/orders/domain/order';
import type { Payment } from '@ticketing-dev/payments/domain/payment';
import type { PaymentGateway } from '@ticketing-dev/payments/domain/payment-gateway';
import type { OrderCopy } from '@ticketing-dev/tickets/domain/ticket';

import type { PromiseName } from '../world';

export type Store<T extends Versioned> = AggregateStore<T> & Outbox;

/** Where a decorator stands. */
export interface Place {
  readonly bus: Bus;
  /** Ends the process at once. */
  readonly crash: () => void;
  /** Lets others go first. */
  readonly pause: () => Promise<void>;
}

/** A mistake, put back by decorators on the ports. The rules themselves stay as they are. */
export interface Trap {
  readonly name: string;
  /** What the mistake is. */
  readonly says: string;
  /**
   * What must be seen to be broken by it; harm of another kind would be an accident. Nothing, where another guard
   * stands behind the one that is taken away.
   */
  readonly breaks: PromiseName | 'nothing';
  readonly noUniqueIndex?: boolean;
  /** Ids stay as they are spelled. */
  readonly idsAsSpelled?: boolean;
  readonly everyStore?: <T extends Versioned>(store: Store<T>, place: Place) => Store<T>;
  readonly orders?: (store: Store<Order>, place: Place) => Store<Order>;
  readonly payments?: (
    store: Store<Payment>,
    gateway: PaymentGateway,
    place: Place,
  ) => Store<Payment>;
  readonly replicas?: <T extends Versioned>(
    store: ReplicaStore<T>,
    held: Map<Id, T>,
  ) => ReplicaStore<T>;
  readonly ticketsOfOrders?: (store: ReplicaStore<TicketCopy>) => ReplicaStore<TicketCopy>;
  readonly gateway?: (gateway: PaymentGateway) => PaymentGateway;
  readonly endedSessions?: (store: EndedSessionStore) => EndedSessionStore;
  readonly listener?: (listener: DurableListener, place: Place) => DurableListener;
  readonly ordersOfTickets?: (
    store: ReplicaStore<OrderCopy>,
    held: Map<Id, OrderCopy>,
  ) => ReplicaStore<OrderCopy>;
}
