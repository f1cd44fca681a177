import type { OrderData, TicketData, UserPayload } from '@ticketing-dev/common';

import { expects, expectsJson, type Work } from './client';
import type { Member } from './people';

/**
 * The requests that the figures are about, each with what its answer must be. Every answer to a POST is another one, so
 * each is parsed, the floor's as well: the load costs the same in both arms.
 */
export const postTicket = ({ cookie }: Member, i: number): Work => {
  const offer = { title: `Seat ${i}`, price: 25 + (i % 50) };
  return {
    method: 'POST',
    path: '/api/tickets',
    cookie,
    body: offer,
    fault: expectsJson<TicketData>(
      201,
      ({ id, title, price }) => id !== undefined && title === offer.title && price === offer.price,
    ),
  };
};

export const postOrder = ({ cookie }: Member, ticketId: string): Work => ({
  method: 'POST',
  path: '/api/orders',
  cookie,
  body: { ticketId },
  fault: expectsJson<OrderData>(
    201,
    ({ id, status, ticket }) => id !== undefined && status === 'created' && ticket?.id === ticketId,
  ),
});

export const postPayment = ({ cookie }: Member, orderId: string): Work => ({
  method: 'POST',
  path: '/api/payments',
  cookie,
  body: { orderId, token: 'tok_visa' },
  fault: expectsJson<{ id: string }>(201, ({ id }) => id !== undefined),
});

export const getOrder = ({ cookie }: Member, orderId: string): Work => ({
  method: 'GET',
  path: `/api/orders/${orderId}`,
  cookie,
  fault: expectsJson<OrderData>(200, ({ id }) => id === orderId),
});

export const cancelOrder = ({ cookie }: Member, orderId: string): Work => ({
  method: 'DELETE',
  path: `/api/orders/${orderId}`,
  cookie,
  fault: expects(204, (body) => body === ''),
});

export const getOrders = ({ cookie }: Member, count: number): Work => ({
  method: 'GET',
  path: '/api/orders',
  cookie,
  fault: expectsJson<OrderData[]>(200, ({ length }) => length === count),
});

export const getTickets = (count: number): Work => ({
  method: 'GET',
  path: '/api/tickets',
  fault: expectsJson<TicketData[]>(200, ({ length }) => length === count),
});

export const getTicket = (ticketId: string): Work => ({
  method: 'GET',
  path: `/api/tickets/${ticketId}`,
  fault: expectsJson<TicketData>(200, ({ id }) => id === ticketId),
});

export const getCurrentUser = ({ id, cookie }: Member): Work => ({
  method: 'GET',
  path: '/api/users/currentuser',
  cookie,
  fault: expectsJson<{ currentUser: UserPayload }>(
    200,
    ({ currentUser }) => currentUser?.id === id,
  ),
});

export const signIn = (email: string, password: string): Work => ({
  method: 'POST',
  path: '/api/users/signin',
  body: { email, password },
  fault: expectsJson<UserPayload>(200, (user) => user.email === email),
});

export const refusedSignIn = (email: string, password: string): Work => ({
  ...signIn(email, password),
  fault: expects(400, (body) => body.includes('Invalid credentials')),
});

export const getHome = (): Work => ({
  method: 'GET',
  path: '/',
  fault: expects(200, (body) => body.includes('</html>')),
});

export const floorInsert = (
  document: Readonly<Record<string, unknown>> & { readonly slot: string },
): Work => ({
  method: 'POST',
  path: '/insert',
  body: document,
  fault: expectsJson<{ _id: string; slot: string }>(
    201,
    ({ _id, slot }) => _id !== undefined && slot === document.slot,
  ),
});

const exactly = (body: string): Work['fault'] => expects(200, (answered) => answered === body);

export const floorJson = (name: string, body: string): Work => ({
  method: 'GET',
  path: `/json/${name}`,
  fault: exactly(body),
});

/** The same GET again, whose right answer is known to the letter: comparing costs the load the same, whoever answers. */
export const again = (work: Work, body: string): Work => ({ ...work, fault: exactly(body) });
