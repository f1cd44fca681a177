import type {
  AggregateStore,
  Bus,
  Listener,
  Outbox,
  ReplicaStore,
  Versioned,
} from '@ticketing-dev/common';
import type { Order } from '@ticketing-dev/orders/dist/domain/order';
import type { Payment } from '@ticketing-dev/payments/dist/domain/payment';
import type { PaymentGateway } from '@ticketing-dev/payments/dist/domain/payment-gateway';
import type { OrderCopy } from '@ticketing-dev/tickets/dist/domain/ticket';

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
  /** What must be seen to be broken by it; harm of another kind would be an accident. */
  readonly breaks: PromiseName;
  readonly noUniqueIndex?: boolean;
  readonly everyStore?: <T extends Versioned>(store: Store<T>, place: Place) => Store<T>;
  readonly orders?: (store: Store<Order>, place: Place) => Store<Order>;
  readonly payments?: (
    store: Store<Payment>,
    gateway: PaymentGateway,
    place: Place,
  ) => Store<Payment>;
  readonly replicas?: <T extends Versioned>(
    store: ReplicaStore<T>,
    held: Map<string, T>,
  ) => ReplicaStore<T>;
  readonly gateway?: (gateway: PaymentGateway) => PaymentGateway;
  readonly listener?: (listener: Listener, place: Place) => Listener;
  readonly ordersOfTickets?: (
    store: ReplicaStore<OrderCopy>,
    held: Map<string, OrderCopy>,
  ) => ReplicaStore<OrderCopy>;
}
