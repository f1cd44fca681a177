import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

import Stripe from 'stripe';

import { type FaultyStripe, faultyStripe } from '../../src/stripe/faulty-stripe';
import { Ledger } from '../../src/stripe/ledger';
import { serve, transportTo } from '../../src/stripe/server';

let ledger: Ledger;
let server: Server;
let faulty: FaultyStripe;
let stripe: Stripe;
/** Which hundredth of the faults the next request gets. */
let chance: number;

beforeEach(async () => {
  ledger = new Ledger({ now: () => new Date() });
  server = serve(transportTo(ledger)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  chance = 99;
  faulty = await faultyStripe(
    () => upstream,
    () => chance / 100,
  );
  const { hostname: host, port } = new URL(faulty.url);
  stripe = new Stripe('sk_test_1', { host, port, protocol: 'http', maxNetworkRetries: 0 });
});
afterEach(() => {
  faulty.close();
  server.closeAllConnections();
  server.close();
});

const charge = (idempotencyKey = 'key'): Promise<Stripe.Charge> =>
  stripe.charges.create(
    { amount: 1_999, currency: 'usd', source: 'tok_visa', metadata: { orderId: 'order-1' } },
    { idempotencyKey },
  );

describe('Stripe with faults', () => {
  it('passes everything through when there is no fault', async () => {
    const { id } = await charge();

    expect(await charge()).toMatchObject({ id });
    expect(await stripe.charges.retrieve(id)).toMatchObject({ metadata: { orderId: 'order-1' } });
    await expect(stripe.charges.retrieve('ch_1')).rejects.toMatchObject({ statusCode: 404 });
    const shown = (await (await fetch(`${faulty.url}/_ledger`)).json()) as Stripe.Charge[];
    expect(shown).toMatchObject([{ id }]);
    expect(faulty.counts).toEqual({});
  });

  it.each([
    ['answer lost', 20, 'StripeConnectionError', 1],
    ['reset before', 50, 'StripeConnectionError', 0],
    ['500 before', 60, 'StripeAPIError', 0],
    ['500 after', 65, 'StripeAPIError', 1],
    ['409', 0, undefined, 0],
    ['429', 10, 'StripeRateLimitError', 0],
  ])('has the fault "%s" and counts it', async (fault, at, type, charges) => {
    faulty.isRough = true;
    chance = at;

    await expect(charge()).rejects.toMatchObject(
      type === undefined ? { code: 'idempotency_key_in_use' } : { type },
    );

    expect(ledger.charges).toHaveLength(charges);
    expect(Object.keys(faulty.counts)).toEqual([fault]);
  });

  it('loses the answer to the next charge, also when it is sent again', async () => {
    faulty.loseNext();

    // The client sends the request again by itself after the first broken connection.
    await expect(charge()).rejects.toMatchObject({ type: 'StripeConnectionError' });

    expect(await charge()).toMatchObject({ id: ledger.charges[0]?.id });
    expect(ledger.charges).toHaveLength(1);
  });

  it('holds the answers to charges, and to nothing else', async () => {
    const letGo = faulty.hold();
    let isAnswered = false;
    const held = charge().finally(() => {
      isAnswered = true;
    });
    while (ledger.charges.length === 0) await new Promise(setImmediate);

    await stripe.charges.capture(ledger.charges[0]?.id ?? '').catch(() => undefined);
    expect(isAnswered).toBe(false);
    letGo();

    expect(await held).toMatchObject({ id: ledger.charges[0]?.id });
  });
});
