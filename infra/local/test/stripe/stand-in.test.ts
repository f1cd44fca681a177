import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import Stripe from 'stripe';

import { stripeServer } from '../../src/stripe/spec';
import { startChild, type Child } from '../../src/supervisor/child';
import { waitFor } from '../../src/wait-for';

const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-stripe-'));
let child: Child;
let url: string;
let stripe: Stripe;
let order = 0;

async function startStandIn(): Promise<void> {
  const { specs, at } = await stripeServer(dir);
  const [spec] = specs;
  if (!spec) throw new Error('no process');
  child = startChild(spec, path.join(dir, 'stripe.log'));
  expect(await waitFor(() => spec.isReady(), { timeoutMs: 10_000 })).toBe(true);
  const { hostname, port } = new URL(at);
  url = at;
  stripe = new Stripe('sk_test_stand_in', {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });
}

beforeAll(startStandIn);
beforeEach(() => {
  order += 1;
});
afterAll(async () => {
  await child.stop(1_000);
  rmSync(dir, { recursive: true });
});

const orderId = (): string => `order-${order}`;

const authorise = (token = 'tok_visa', idempotencyKey?: string): Promise<Stripe.Charge> =>
  stripe.charges.create(
    {
      amount: 1999,
      currency: 'usd',
      source: token,
      capture: false,
      description: `Charge for orderId: ${orderId()}`,
      metadata: { orderId: orderId() },
      transfer_group: orderId(),
    },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

const listed = async (group: string): Promise<string[]> =>
  (await stripe.charges.list({ transfer_group: group })).data.map(({ id }) => id);

describe("Stripe's stand-in", () => {
  it('authorises without capturing, in cents', async () => {
    expect(await authorise()).toMatchObject({
      amount: 1999,
      currency: 'usd',
      captured: false,
      refunded: false,
      status: 'succeeded',
      metadata: { orderId: orderId() },
      transfer_group: orderId(),
    });
  });

  it.each([
    ['tok_chargeDeclined', 402, 'StripeCardError', 'Your card was declined.'],
    ['tok_visa111', 400, 'StripeInvalidRequestError', "No such token: 'tok_visa111'"],
  ])("refuses %s in Stripe's words", async (token, statusCode, type, message) => {
    await expect(authorise(token)).rejects.toMatchObject({ statusCode, type, message });
  });

  it('gives the same charge for the same key', async () => {
    const first = await authorise('tok_visa', 'key-1');
    const second = await authorise('tok_visa', 'key-1');

    expect(second.id).toBe(first.id);
    expect(await listed(orderId())).toEqual([first.id]);
  });

  it('refuses the same key with something else', async () => {
    await authorise('tok_visa', 'key-2');

    await expect(authorise('tok_mastercard', 'key-2')).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
  });

  it('captures once', async () => {
    const { id } = await authorise();

    expect(await stripe.charges.capture(id)).toMatchObject({ captured: true });
    await expect(stripe.charges.capture(id)).rejects.toMatchObject({
      code: 'charge_already_captured',
      message: `Charge ${id} has already been captured.`,
    });
  });

  it('releases an authorisation, which cannot be captured then', async () => {
    const { id } = await authorise();

    await stripe.refunds.create({ charge: id });

    expect(await stripe.charges.retrieve(id)).toMatchObject({
      captured: false,
      refunded: true,
      amount_refunded: 1999,
    });
    await expect(stripe.charges.capture(id)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
    });
    await expect(stripe.refunds.create({ charge: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  it('lists the charges of one order, page by page', async () => {
    const ids = [(await authorise()).id, (await authorise()).id, (await authorise()).id];
    await stripe.charges.create({ amount: 500, currency: 'usd', source: 'tok_visa' });

    const all: string[] = [];
    for await (const { id } of stripe.charges.list({ transfer_group: orderId(), limit: 2 })) {
      all.push(id);
    }

    expect(all.toSorted()).toEqual(ids.toSorted());
    expect(await listed('nobody')).toEqual([]);
  });

  it('remembers everything that it answered, also after a kill', async () => {
    const captured = await authorise('tok_visa', 'key-3');
    await stripe.charges.capture(captured.id, {}, { idempotencyKey: 'capture-3' });
    const released = await authorise();
    await stripe.refunds.create({ charge: released.id });
    const declined = await authorise('tok_chargeDeclined', 'key-4').catch(
      (error: unknown) => error as Stripe.errors.StripeCardError,
    );

    child.signal('SIGKILL');
    await child.exited;
    await startStandIn();

    expect((await authorise('tok_visa', 'key-3')).id).toBe(captured.id);
    expect(
      await stripe.charges.capture(captured.id, {}, { idempotencyKey: 'capture-3' }),
    ).toMatchObject({ id: captured.id, captured: true });
    expect(await stripe.charges.retrieve(released.id)).toMatchObject({ refunded: true });
    await expect(authorise('tok_chargeDeclined', 'key-4')).rejects.toMatchObject({
      charge: (declined as Stripe.errors.StripeCardError).charge,
    });
  });

  it('shows its ledger to a checker', async () => {
    const { id } = await authorise();
    await stripe.refunds.create({ charge: id });

    const ledger = (await (await fetch(`${url}/_ledger`)).json()) as Stripe.Charge[];

    expect(ledger.find((charge) => charge.id === id)).toMatchObject({
      amount: 1999,
      captured: false,
      refunded: true,
      transfer_group: orderId(),
      refunds: { data: [{ amount: 1999 }] },
    });
  });
});
