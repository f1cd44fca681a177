import { randomUUID } from 'node:crypto';

import { type OrderState, OrderStatus } from '@ticketing-dev/common';

/** A valid new order of its own. */
export const anOrder = (overrides: Partial<OrderState> = {}): OrderState => ({
  id: randomUUID().replaceAll('-', '').slice(0, 24),
  version: 0,
  status: OrderStatus.Created,
  userId: 'buyer',
  expiresAt: '2026-01-01T12:15:00.000Z',
  ticket: { id: 'aaaaaaaaaaaaaaaaaaaaaaaa', title: 'Row 1', price: 20, version: 0 },
  ...overrides,
});

/** The same order, cancelled by its buyer. */
export const cancelled = (order: OrderState) =>
  ({ ...order, version: 1, status: OrderStatus.Cancelled, reason: 'buyer' }) as const;

/** The same order, paid for. */
export const completed = (order: OrderState): OrderState => ({
  ...order,
  version: 1,
  status: OrderStatus.Complete,
});
