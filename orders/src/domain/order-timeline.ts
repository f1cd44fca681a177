import {
  type EndedOrderData,
  type EventHistory,
  type Id,
  type OrderTimelineBody,
  type Outbox,
  type Plain,
  type StoredEvent,
} from '@ticketing-dev/common';

import type { Orders } from './orders';

/** An order has three events at most. */
const mostEvents = 10;

export interface OrderTimelineDeps {
  readonly orders: Pick<Orders, 'show'>;
  readonly history: Pick<EventHistory, 'page'>;
  /** Has the events that are not in the log yet, because the bus is away. */
  readonly outbox: Pick<Outbox, 'pendingOf'>;
}

/** What happened to a buyer's own order. @throws NotFoundError or NotAuthorizedError as `show` does */
export type OrderTimeline = (id: Id, userId: string) => Promise<OrderTimelineBody>;

export const createOrderTimeline =
  ({ orders, history, outbox }: OrderTimelineDeps): OrderTimeline =>
  async (asked, userId) => {
    const { id } = await orders.show(asked, userId);
    // First the outbox: an event that is published meanwhile is in the log then.
    const pending = await outbox.pendingOf([id]);
    const logged = await history.page({ aggregateId: id }, mostEvents);
    const events = new Map([...pending, ...logged].map((event) => [event.version, event]));
    return {
      steps: [...events.values()].sort((a, b) => a.version - b.version).flatMap(toStep),
    };
  };

type Step = OrderTimelineBody['steps'][number];

function toStep({ subject, occurredAt: at, data }: StoredEvent): readonly Step[] {
  const { expiresAt, reason } = data as Plain<EndedOrderData>;
  switch (subject) {
    case 'order:created':
      return [{ what: 'ordered', at, ...(expiresAt !== undefined && { heldUntil: expiresAt }) }];
    case 'order:completed':
      return [{ what: 'completed', at }];
    case 'order:cancelled':
      return [{ what: 'cancelled', at, ...(reason !== undefined && { reason }) }];
    default:
      return [];
  }
}
