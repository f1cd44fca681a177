import { expects, type Work } from './client';
import type { Member } from './people';

const isOneOf = (key: string) => (body: string) => body.includes(`"${key}":`);
const items = (body: string): number => (JSON.parse(body) as unknown[]).length;

/** The requests that the figures are about, each with what its answer must be. */
export const postTicket = ({ cookie }: Member, i: number): Work => ({
  method: 'POST',
  path: '/api/tickets',
  cookie,
  body: { title: `Seat ${i}`, price: 25 + (i % 50) },
  fault: expects(201, isOneOf('version')),
});

export const postOrder = ({ cookie }: Member, ticketId: string): Work => ({
  method: 'POST',
  path: '/api/orders',
  cookie,
  body: { ticketId },
  fault: expects(201, (body) => body.includes('"status":"created"') && body.includes(ticketId)),
});

export const postPayment = ({ cookie }: Member, orderId: string): Work => ({
  method: 'POST',
  path: '/api/payments',
  cookie,
  body: { orderId, token: 'tok_visa' },
  fault: expects(201, isOneOf('id')),
});

export const getOrder = (
  { cookie }: Member,
  id: string,
  has: (body: string) => boolean = (body) => body.includes(id),
): Work => ({ method: 'GET', path: `/api/orders/${id}`, cookie, fault: expects(200, has) });

export const getOrders = ({ cookie }: Member, count: number): Work => ({
  method: 'GET',
  path: '/api/orders',
  cookie,
  fault: expects(200, (body) => items(body) === count),
});

export const getTickets = (count: number, limit = 100): Work => ({
  method: 'GET',
  path: limit === 100 ? '/api/tickets' : `/api/tickets?limit=${limit}`,
  fault: expects(200, (body) => items(body) === count),
});

export const getTicket = (id: string): Work => ({
  method: 'GET',
  path: `/api/tickets/${id}`,
  fault: expects(200, (body) => body.includes(id)),
});

export const getCurrentUser = ({ cookie }: Member): Work => ({
  method: 'GET',
  path: '/api/users/currentuser',
  cookie,
  fault: expects(200, (body) => body.includes('"currentUser":{')),
});

export const signIn = (email: string, password: string): Work => ({
  method: 'POST',
  path: '/api/users/signin',
  body: { email, password },
  fault: expects(200, (body) => body.includes(email)),
});

export const getHome = (): Work => ({
  method: 'GET',
  path: '/',
  fault: expects(200, (body) => body.includes('</html>')),
});

export const floorInsert = (body: unknown): Work => ({
  method: 'POST',
  path: '/insert',
  body,
  fault: expects(201, isOneOf('createdAt')),
});

export const floorJson = (name: string): Work => ({
  method: 'GET',
  path: `/json/${name}`,
  fault: expects(200, (body) => body.length > 1),
});
