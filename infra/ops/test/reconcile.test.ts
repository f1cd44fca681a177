import type { Ask, Change } from '../src/ask';
import { reconcile } from '../src/commands/reconcile';

const orderId = 'a'.repeat(24);
const now = (): Date => new Date('2026-01-31T12:00:00Z');

const payment = { status: 'captured', amount: 20, stripeId: 'ch_1' };
const charge = {
  id: 'ch_1',
  status: 'succeeded',
  amountInCents: 2_000,
  refundedInCents: 0,
  isCaptured: true,
  isRefunded: false,
  orderId,
  payment,
};
const refunded = { ...charge, refundedInCents: 2_000, isRefunded: true };
const completed = {
  aggregateId: orderId,
  occurredAt: '2026-01-31T09:00:00.000Z',
  data: { ticket: { price: 20 } },
};

/** Answers as payments and orders would. */
function tools(charges: readonly object[], orders: readonly object[]) {
  const changes: Change[] = [];
  const ask: Ask = {
    get: (_service, path) => Promise.resolve((path === '/charges' ? charges : []) as never),
    getEach: () => Promise.resolve([]),
    async *lines() {
      for (const each of orders) yield Promise.resolve(each as never);
      await Promise.resolve();
    },
    async *changeLines() {
      // No change of reconcile is answered in lines.
    },
    change(_service, change) {
      changes.push(change);
      return Promise.resolve(undefined as never);
    },
  };
  return { ask, now, say: () => undefined, changes };
}

const found = async (charges: readonly object[], orders: readonly object[] = [completed]) => {
  const { json } = await reconcile(tools(charges, orders), {});
  return (json as { problems: { what: string }[] }).problems.map(({ what }) => what);
};

describe('ops reconcile', () => {
  it('finds nothing if every complete order has its captured charge', async () => {
    expect(await found([charge])).toEqual([]);
  });

  it.each<{ what: string; charges: readonly object[]; orders?: readonly object[] }>([
    {
      what: 'charge without a payment',
      charges: [charge, { ...charge, id: 'ch_2', payment: undefined, orderId: undefined }],
    },
    { what: 'complete order without a charge', charges: [] },
    {
      what: 'complete order, its charge is not captured',
      charges: [{ ...charge, isCaptured: false }],
    },
    { what: 'captured without a complete order', charges: [charge], orders: [] },
    {
      what: 'amount differs from the payment',
      charges: [{ ...charge, payment: { ...payment, amount: 21 } }],
    },
    {
      what: 'amount differs from the order',
      charges: [charge],
      orders: [{ ...completed, data: { ticket: { price: 19 } } }],
    },
    { what: 'refunded at Stripe, not on record', charges: [refunded] },
    { what: 'refunded in part at Stripe', charges: [{ ...charge, refundedInCents: 500 }] },
    {
      what: 'refund on record, not at Stripe',
      charges: [{ ...charge, payment: { ...payment, refund: 'done' } }],
    },
  ])('finds: $what', async ({ what, charges, orders }) => {
    expect(await found(charges, orders)).toEqual([what]);
  });

  it('leaves out an order that was completed a moment ago', async () => {
    expect(await found([], [{ ...completed, occurredAt: now().toISOString() }])).toEqual([]);
  });

  it('records a refund of Stripe’s dashboard with --record, by the route of refunds', async () => {
    const given = tools([refunded], [completed]);

    const { isFound } = await reconcile(given, { record: true, reason: 'in the dashboard' });

    expect(given.changes).toEqual([{ path: `/refunds/${orderId}`, reason: 'in the dashboard' }]);
    expect(isFound).toBe(false);
  });

  it.each<{ what: string; charges: readonly object[]; path: string }>([
    {
      what: 'captured without a complete order, by the route of refunds',
      charges: [charge],
      path: `/refunds/${orderId}`,
    },
    {
      what: 'charged without a payment on record, by its charge',
      charges: [{ ...charge, payment: undefined }],
      path: '/charges/ch_1/refund',
    },
    {
      what: 'authorised without a payment on record, by its charge',
      charges: [{ ...charge, isCaptured: false, payment: undefined }],
      path: '/charges/ch_1/refund',
    },
  ])('refunds with --refund what was $what', async ({ charges, path }) => {
    const given = tools(charges, []);

    const { isFound } = await reconcile(given, { refund: true, reason: 'restored' });

    expect(given.changes).toEqual([{ path, reason: 'restored' }]);
    expect(isFound).toBe(false);
  });

  it('never refunds the payment of an order for another charge of it', async () => {
    const other = { ...refunded, id: 'ch_2' };
    const given = tools([charge, other], [completed]);

    await reconcile(given, { record: true, refund: true, reason: 'twice charged' });

    expect(given.changes).toEqual([]);
  });

  it('records the charge of a complete order whose payment is lost', async () => {
    const given = tools([{ ...charge, payment: undefined }], [completed]);

    const { isFound } = await reconcile(given, { record: true, reason: 'restored' });

    expect(given.changes).toEqual([{ path: '/charges/ch_1/record', reason: 'restored' }]);
    expect(isFound).toBe(false);
  });

  it('refunds neither the charge of a complete order nor another program’s', async () => {
    const lost = { ...charge, payment: undefined };
    const other = { ...lost, id: 'ch_2', orderId: undefined };
    const given = tools([lost, other], [completed]);

    const { isFound } = await reconcile(given, { refund: true, reason: 'restored' });

    expect(given.changes).toEqual([]);
    expect(isFound).toBe(true);
  });

  it.each([{ record: true }, { refund: true }])('needs a reason for %j', async (options) => {
    await expect(reconcile(tools([], []), options)).rejects.toThrow('--reason');
  });
});
