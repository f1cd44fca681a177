import {
  type Bus,
  type ChangeFeed,
  createChangeFeed,
  createLiveStreams,
  type LiveStreams,
  type LiveStreamsDeps,
  NotFoundError,
  Subjects,
  toId,
  watchEvents,
} from '@ticketing-dev/common';

import type { Order } from '../domain/order';
import type { Orders } from '../domain/orders';
import { orderBody } from '../routes/order-body';

/** What {@link createOrderStreams} needs. */
export interface OrderStreamsDeps extends Omit<LiveStreamsDeps, 'read' | 'changes'> {
  readonly orders: Pick<Orders, 'findMany'>;
  readonly bus: Bus;
}

/** The streams of orders: the topic of an order is its id. The route checks whose order it is. */
export function createOrderStreams({ orders, ...deps }: OrderStreamsDeps): {
  readonly streams: LiveStreams;
  readonly changes: ChangeFeed<Order>;
} {
  const changes = createChangeFeed<Order>({
    read: (ids) => orders.findMany(ids),
    idOf: ({ id }) => id,
    logger: deps.logger,
  });
  const read = async (topic: string) => {
    const id = toId(topic);
    const found = id ? await orders.findMany([id]) : [];
    if (found.length === 0) throw new NotFoundError();
    return found.map(orderBody);
  };
  const streams = createLiveStreams({ read, changes, ...deps });
  for (const subject of [Subjects.OrderCancelled, Subjects.OrderCompleted]) {
    watchEvents(
      deps.bus,
      subject,
      ({ id }) => changes.add(id),
      () => changes.miss(),
    );
  }
  changes.onChange((changed) => {
    for (const order of changed) streams.send(order.id, [orderBody(order)]);
  });
  return { streams, changes };
}
