import { randomBytes } from 'node:crypto';

import { type OrderData, OrderStatus, type Plain } from '@ticketing-dev/common';
import { anId } from '@ticketing-dev/common/testing';

export const newId = () => anId(randomBytes(12).toString('hex'));

/** A valid new order of its own. */
export const anOrder = (overrides: Partial<Plain<OrderData>> = {}): Plain<OrderData> => ({
  id: newId(),
  version: 0,
  status: OrderStatus.Created,
  userId: 'buyer',
  expiresAt: '2026-01-01T12:15:00.000Z',
  ticket: { id: 'aaaaaaaaaaaaaaaaaaaaaaaa', title: 'Row 1', price: 20, version: 0 },
  ...overrides,
});

/** The same order, cancelled by its buyer. */
export const cancelled = (order: Plain<OrderData>) =>
  ({ ...order, version: 1, status: OrderStatus.Cancelled, reason: 'buyer' }) as const;

/** The same order, paid for. */
export const completed = (order: Plain<OrderData>): Plain<OrderData> => ({
  ...order,
  version: 1,
  status: OrderStatus.Complete,
});
