import {
  type DoorStateBody,
  type OrderBody,
  OrderStatus,
  type PassBody,
  type PaymentBody,
  type SaleBody,
  type TicketBody,
  type UserPayload,
} from '@ticketing-dev/common/contracts';

/** The server's clock in all tests. */
export const serverNow = Date.parse('2030-06-01T12:00:00.000Z');

export const aUser = (over: Partial<UserPayload> = {}): UserPayload => ({
  id: 'user-1',
  email: 'ann@example.com',
  iat: 1,
  ...over,
});

export const aTicket = (over: Partial<TicketBody> = {}): TicketBody => ({
  id: 'ticket-1',
  version: 0,
  title: 'Jazz at the Harbour',
  price: 19.99,
  userId: 'seller-1',
  ...over,
});

export const anOrder = (over: Partial<OrderBody> = {}): OrderBody => ({
  id: 'order-1',
  version: 0,
  status: OrderStatus.Created,
  userId: 'user-1',
  expiresAt: new Date(serverNow + 15 * 60_000).toISOString(),
  ticket: { id: 'ticket-1', title: 'Jazz at the Harbour', price: 19.99, version: 0 },
  ...over,
});

export const aPayment = (over: Partial<PaymentBody> = {}): PaymentBody => ({
  id: 'payment-1',
  orderId: 'order-1',
  status: 'authorised',
  ...over,
});

/** A code as tickets makes it: `TK1.payload.signature`. No key has signed it. */
export const aCode = 'TK1.q80BAmWgAAAAAAAAAAAAAQAAAAEDqsxUmCtWkwI.c2lnbmVkLWJ5LW5vYm9keQ';

export const aPass = (over: Partial<PassBody> = {}): PassBody => ({
  orderId: 'order-1',
  seatId: 'ticket-1',
  serial: 1,
  state: 'valid',
  code: aCode,
  typedCode: '7K2M-9QXA-04TZ',
  ticket: { title: 'Jazz at the Harbour' },
  ...over,
});

/** The clock of the devices at the doors. */
export const doorNow = new Date('2030-06-12T17:42:00.000Z');

export const aDoor = (over: Partial<DoorStateBody> = {}): DoorStateBody => ({
  id: 'door-1',
  name: 'North gate',
  eventName: 'Jazz at the Harbour',
  expiresAt: '2030-06-13T00:00:00.000Z',
  sold: 120,
  admitted: 37,
  ...over,
});

export const aSale = (over: Partial<SaleBody> = {}): SaleBody => ({
  ticketId: 'ticket-1',
  orderId: 'order-1',
  title: 'Jazz at the Harbour',
  price: 19.99,
  soldAt: '2026-03-01T10:00:00.000Z',
  buyerId: 'buyer-1',
  ...over,
});
