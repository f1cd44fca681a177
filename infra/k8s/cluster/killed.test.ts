import { eventually } from '@ticketing-dev/common/testing';

import { disagreements, outcomes } from '@ticketing-dev/e2e/kit/agreement';
import { startTraffic, type Traffic } from '@ticketing-dev/e2e/kit/traffic';
import { withBooks } from './support/books';
import { everythingIsReady, kubectl, ROLLOUT_MS, theOnlyPod } from './support/kubectl';
import { holdSeconds, shopUrl } from './support/settings';

const servers = [
  'nats',
  'expiration-redis',
  'tickets-mongo',
  'orders-mongo',
  'payments-mongo',
  'auth-mongo',
];
const services = ['auth', 'tickets', 'orders', 'payments', 'expiration', 'client'];

describe('pods that are killed in turn, while people buy and pay', () => {
  let traffic: Traffic;

  const counts = () => ({
    orders: traffic.promised.orders.length,
    paid: traffic.promised.paid.length,
  });

  /** More of both, so that the whole way from the ticket to the charge was gone. */
  const sells = async () => {
    const before = counts();
    await eventually(() => {
      const now = counts();
      if (now.orders < before.orders + 4 || now.paid < before.paid + 2) {
        throw new Error(`It does not sell: ${JSON.stringify({ before, now })}`);
      }
    }, ROLLOUT_MS);
  };

  beforeAll(async () => {
    await everythingIsReady();
    traffic = await startTraffic({ url: shopUrl, stripeUrl: '' });
  });
  afterAll(() => traffic.stop());

  it.each([
    // A second for the services: next to nothing.
    ...services.map((app) => [app, '1'] as const),
    ...servers.map((app) => [app, '30'] as const),
  ])('%s comes back, and the platform sells on', async (app, graceSeconds) => {
    await sells();
    const { metadata } = await theOnlyPod(app);

    await kubectl('delete', 'pod', metadata.name, `--grace-period=${graceSeconds}`);

    await eventually(async () => {
      expect((await theOnlyPod(app)).metadata.uid).not.toBe(metadata.uid);
    }, ROLLOUT_MS);
    await sells();
  });

  it('and all that they wrote down agrees in the end', async () => {
    await traffic.stop();

    await withBooks((books) =>
      eventually(
        async () => expect(await disagreements(books)).toEqual([]),
        holdSeconds * 1000 + ROLLOUT_MS,
      ),
    );
  });

  it('and every promise that was made to somebody is kept', async () => {
    const { orders, paid, cancelled } = traffic.promised;
    const kept = await withBooks(outcomes);
    const outcomesOf = (promised: readonly { readonly id: string }[]) =>
      new Set(promised.map(({ id }) => kept.get(id)));

    expect(outcomesOf(orders)).not.toContain(undefined);
    expect(outcomesOf(cancelled)).toEqual(new Set(['cancelled: buyer']));
    // Authorised is not yet complete: the hold may have ended first while the bus was away.
    expect(outcomesOf(paid)).toContain('complete');
    expect(outcomesOf(paid)).not.toContain('cancelled: buyer');
    console.info(
      `${orders.length} orders, ${paid.length} paid, ${cancelled.length} cancelled by their buyers`,
    );
  });
});
