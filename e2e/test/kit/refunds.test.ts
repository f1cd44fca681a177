import type { Facts } from '../../kit/checker/facts';
import { atRest } from '../../kit/checker/judge';

const orderId = 'a'.repeat(24);
const charge = {
  id: 'ch_1',
  amount: 1_999,
  currency: 'usd',
  description: null,
  status: 'succeeded',
  captured: true,
  refunded: false,
  transfer_group: orderId,
} as const;

/** A sold order with its payment and its charge. */
const facts = (refund: string | undefined, charges: readonly object[]): Facts => {
  const order = {
    _id: orderId,
    version: 1,
    status: 'complete',
    userId: 'buyer',
    expiresAt: new Date(0),
    slot: 'b'.repeat(24),
    ticket: { id: 'b'.repeat(24), priceInCents: 1_999 },
  };
  const payment = {
    _id: 'c'.repeat(24),
    version: 3,
    orderId,
    slot: orderId,
    status: 'captured',
    amountInCents: 1_999,
    ...(refund === undefined ? {} : { refund }),
  };
  return {
    now: new Date(),
    users: [],
    tickets: [],
    orders: [order],
    payments: [payment],
    copies: { ordersOfTickets: [], ticketsOfOrders: [], ordersOfPayments: [] },
    events: [],
    parked: [],
    charges: charges as Facts['charges'],
  };
};

const found = (refund: string | undefined, charges: readonly object[]): string[] =>
  atRest(facts(refund, charges))
    .filter(({ promise }) => promise === '4 Money follows the order')
    .map(({ says }) => says.replace(`${orderId} `, ''));

const refunded = { ...charge, refunded: true };

describe('the check of the money', () => {
  it.each([
    ['a captured charge', undefined, [charge]],
    ['a refunded charge with its refund on record', 'done', [refunded]],
    ['a captured charge whose refund Stripe refused', 'refused', [charge]],
  ])('accepts %s', (_what, refund, charges) => {
    expect(found(refund, charges)).toEqual([]);
  });

  it.each([
    ['a refund without a record', undefined, [refunded], ['is complete with 0 charges']],
    [
      'a record without a refund',
      'done',
      [charge],
      ['is complete with 1 charges and a refund on record'],
    ],
    ['a refund that was never sent', 'requested', [charge], ['waits for its refund']],
    [
      'a second charge',
      'done',
      [refunded, { ...charge, id: 'ch_2' }],
      ['is complete with 1 charges and a refund on record'],
    ],
  ])('finds %s', (_what, refund, charges, says) => {
    expect(found(refund, charges)).toEqual(says);
  });
});
