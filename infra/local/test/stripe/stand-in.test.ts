import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
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

async function startStandIn(): Promise<void> {
  const { specs, at } = await stripeServer(dir);
  const [spec] = specs;
  if (!spec) throw new Error('no process');
  child = startChild(spec, path.join(dir, 'stripe.log'));
  expect(await waitFor(() => spec.isReady(), { timeoutMs: 10_000 })).toBe(true);
  const { hostname: host, port } = new URL(at);
  url = at;
  stripe = new Stripe('sk_test_stand_in', { host, port, protocol: 'http', maxNetworkRetries: 0 });
}

beforeAll(startStandIn);
afterAll(async () => {
  await child.stop(1_000);
  rmSync(dir, { recursive: true });
});

const authorise = (source: string, idempotencyKey: string): Promise<Stripe.Charge> =>
  stripe.charges.create(
    { amount: 1_999, currency: 'usd', source, capture: false, transfer_group: idempotencyKey },
    { idempotencyKey },
  );

const declined = (key: string): Promise<unknown> =>
  authorise('tok_chargeDeclined', key).catch(
    (error: unknown) => (error as Stripe.errors.StripeCardError).charge,
  );

describe("Stripe's stand-in", () => {
  it.each([
    ['tok_chargeDeclined', 402, 'StripeCardError', 'Your card was declined.'],
    ['tok_visa111', 400, 'StripeInvalidRequestError', "No such token: 'tok_visa111'"],
  ])("refuses %s in Stripe's words", async (token, statusCode, type, message) => {
    await expect(authorise(token, token)).rejects.toMatchObject({ statusCode, type, message });
  });

  it('charges once under one key, also for ten concurrent requests', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => authorise('tok_visa', 'ten')),
    );

    const made = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
    expect(new Set(made).size).toBe(1);
    expect((await stripe.charges.list({ transfer_group: 'ten' })).data).toHaveLength(1);
  });

  it('remembers everything that it answered, also after a kill', async () => {
    const captured = await authorise('tok_visa', 'captured');
    await stripe.charges.capture(captured.id, {}, { idempotencyKey: 'capture' });
    const released = await authorise('tok_visa', 'released');
    await stripe.refunds.create({ charge: released.id });
    const failed = await declined('declined');

    child.signal('SIGKILL');
    await child.exited;
    // The request that the kill cut off.
    appendFileSync(path.join(dir, 'stripe.jsonl'), '[{"table":"charges","value":{"id":"ch_');
    await startStandIn();

    expect((await authorise('tok_visa', 'captured')).id).toBe(captured.id);
    expect(
      await stripe.charges.capture(captured.id, {}, { idempotencyKey: 'capture' }),
    ).toMatchObject({ id: captured.id, captured: true });
    expect(await stripe.charges.retrieve(released.id)).toMatchObject({ refunded: true });
    expect(await declined('declined')).toBe(failed);
  });

  it('shows its ledger to a checker', async () => {
    const { id } = await authorise('tok_visa', 'shown');
    await stripe.refunds.create({ charge: id });

    const ledger = (await (await fetch(`${url}/_ledger`)).json()) as Stripe.Charge[];

    expect(ledger.find((charge) => charge.id === id)).toMatchObject({
      amount: 1_999,
      captured: false,
      refunded: true,
      transfer_group: 'shown',
      refunds: { data: [{ amount: 1_999 }] },
    });
  });
});
