import { check } from '../../bench/purchases';
import type { Facts, OrderDoc, TicketDoc } from '../../kit/checker/facts';

const ticket: TicketDoc = {
  _id: 't1',
  version: 0,
  title: 'Seat',
  priceInCents: 2_500,
  userId: 'sue',
};
const order = {
  _id: 'o1',
  version: 1,
  status: 'complete',
  userId: 'ann',
  expiresAt: new Date(0),
  slot: 't1',
  ticket: { id: 't1', priceInCents: 2_500 },
} satisfies OrderDoc;

const stored: Facts = {
  now: new Date(0),
  users: [],
  tickets: [],
  orders: [],
  payments: [],
  copies: { ordersOfTickets: [], ticketsOfOrders: [], ordersOfPayments: [] },
  events: [],
  parked: [],
  charges: [],
};

describe('the check of whole purchases', () => {
  it('accepts a run without violations', () => {
    expect(check(stored, [], 0)).toContain('0 violations');
  });

  it('makes the run void if an order is complete and its buyer was not charged', () => {
    const facts = { ...stored, tickets: [ticket], orders: [order] };

    expect(() => check(facts, [], 1)).toThrow('o1 is complete with 0 charges');
  });

  it('makes the run void if an order is missing', () => {
    expect(() => check(stored, [], 1)).toThrow('1 purchases, 0 complete orders');
  });
});
