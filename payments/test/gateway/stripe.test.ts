import { randomBytes } from 'node:crypto';

import { anId } from '@ticketing-dev/common/testing';
import Stripe from 'stripe';

import type { AuthoriseAnswer, ChargeRequest } from '../../src/domain/payment-gateway';
import { createStripeGateway } from '../../src/gateway/stripe';
import { createStripeClient } from '../../src/gateway/stripe-client';

// The stand-in of the test run; Stripe itself with `npm run test:stripe`.
const { TEST_STRIPE_URL: url, STRIPE_KEY } = process.env;
const key = url === undefined ? (STRIPE_KEY ?? '') : 'sk_test_stand_in';

const gateway = createStripeGateway(createStripeClient({ key, url }));
const at = url === undefined ? undefined : new URL(url);
const stripe = new Stripe(
  key,
  at ? { host: at.hostname, port: at.port, protocol: 'http', telemetry: false } : {},
);

const newId = () => anId(randomBytes(12).toString('hex'));

const aRequest = (overrides: Partial<ChargeRequest> = {}): ChargeRequest => ({
  id: newId(),
  orderId: newId(),
  amountInCents: 1_999,
  token: 'tok_visa',
  ...overrides,
});

const stripeIdOf = (answer: AuthoriseAnswer): string => {
  if (answer.kind !== 'authorised') throw new Error(JSON.stringify(answer));
  return answer.stripeId;
};

const chargesOf = async (orderId: string): Promise<Stripe.Charge[]> =>
  (await stripe.charges.list({ transfer_group: orderId })).data;

describe('the gateway to Stripe', () => {
  it('authorises 19.99 as 1999 cents, with the ids of the order and the payment', async () => {
    const request = aRequest();

    const stripeId = stripeIdOf(await gateway.authorise(request));

    expect(await stripe.charges.retrieve(stripeId)).toMatchObject({
      amount: 1_999,
      currency: 'usd',
      captured: false,
      description: `Charge for orderId: ${request.orderId}`,
      metadata: { orderId: request.orderId, paymentId: request.id },
      transfer_group: request.orderId,
    });
  });

  it('charges once under one key, also for ten concurrent calls', async () => {
    const request = aRequest();

    const answers = await Promise.all(Array.from({ length: 10 }, () => gateway.authorise(request)));
    const last = await gateway.authorise(request);

    expect(await chargesOf(request.orderId)).toHaveLength(1);
    for (const answer of answers) {
      if (answer.kind !== 'unknown') expect(answer).toEqual(last);
    }
  });

  it('would charge twice without the key of the payment', async () => {
    const request = aRequest();

    await gateway.authorise(request);
    await gateway.authorise({ ...request, id: newId() });

    expect(await chargesOf(request.orderId)).toHaveLength(2);
  });

  it.each([
    ['tok_chargeDeclined', 'Your card was declined.'],
    ['tok_visa111', "No such token: 'tok_visa111'"],
  ])("refuses %s in Stripe's words, each time", async (token, message) => {
    const request = aRequest({ token });

    expect(await gateway.authorise(request)).toEqual({ kind: 'refused', message });
    expect(await gateway.authorise(request)).toEqual({ kind: 'refused', message });
  });

  it('hides from the buyer that the amount is below Stripe’s minimum', async () => {
    expect(await gateway.authorise(aRequest({ amountInCents: 49 }))).toMatchObject({
      kind: 'denied',
      cause: { message: expect.stringContaining('at least') as string },
    });
  });

  it('accepts no charge of another amount', async () => {
    const request = aRequest();
    await gateway.authorise(request);

    expect(await gateway.find({ ...request, amountInCents: 2_000 })).toMatchObject({
      kind: 'denied',
      cause: { message: expect.stringContaining('of 1999 usd') as string },
    });
  });

  it('never sends other parameters under the same key', async () => {
    const request = aRequest();
    await gateway.authorise(request);

    expect(await gateway.authorise({ ...request, amountInCents: 2_000 })).toMatchObject({
      kind: 'spent',
    });
  });

  it('finds the charge of a payment among those of its order', async () => {
    const declined = aRequest({ token: 'tok_chargeDeclined' });
    const { orderId } = declined;
    const paid = aRequest({ orderId });
    expect(await gateway.find(paid)).toEqual({ kind: 'absent' });
    await gateway.authorise(declined);
    const stripeId = stripeIdOf(await gateway.authorise(paid));

    expect(await gateway.find(paid)).toEqual({
      kind: 'authorised',
      stripeId,
      card: { brand: 'visa', last4: '4242' },
    });
    expect(await gateway.find(declined)).toEqual({
      kind: 'refused',
      message: 'Your card was declined.',
    });
    expect(await gateway.find({ ...paid, id: newId() })).toEqual({ kind: 'absent' });
  });

  it('captures the whole amount, once', async () => {
    const request = aRequest();
    const stripeId = stripeIdOf(await gateway.authorise(request));

    expect(await gateway.capture(request.id, stripeId)).toEqual({ kind: 'done' });
    expect(await gateway.capture(request.id, stripeId)).toEqual({ kind: 'done' });
    expect(await gateway.capture('after the key is forgotten', stripeId)).toEqual({ kind: 'done' });

    expect(await stripe.charges.retrieve(stripeId)).toMatchObject({
      captured: true,
      amount_captured: 1_999,
      refunded: false,
    });
  });

  it('releases an authorisation once, and does not find it afterwards', async () => {
    const request = aRequest();
    const stripeId = stripeIdOf(await gateway.authorise(request));

    expect(await gateway.release(request.id, stripeId)).toEqual({ kind: 'done' });
    expect(await gateway.release(request.id, stripeId)).toEqual({ kind: 'done' });
    expect(await gateway.release('after the key is forgotten', stripeId)).toEqual({ kind: 'done' });

    expect(await stripe.charges.retrieve(stripeId)).toMatchObject({
      captured: false,
      refunded: true,
    });
    expect(await gateway.find(request)).toMatchObject({ kind: 'refused' });
    expect(await gateway.capture(request.id, stripeId)).toMatchObject({ kind: 'impossible' });
  });

  it('refunds a captured charge once, with or without the key', async () => {
    const request = aRequest();
    const stripeId = stripeIdOf(await gateway.authorise(request));
    await gateway.capture(request.id, stripeId);

    const first = await gateway.refund(request.id, stripeId);
    const again = await gateway.refund(request.id, stripeId);
    const keyless = await gateway.refund('after the key is forgotten', stripeId);

    expect(first).toEqual({ kind: 'refunded', stripeId: expect.stringMatching(/^re_/) as string });
    expect(again).toEqual(first);
    expect(keyless).toEqual(first);
    expect((await stripe.refunds.list({ charge: stripeId })).data).toMatchObject([
      { amount: 1_999 },
    ]);
  });

  it('is told why Stripe refuses a refund', async () => {
    const refused = { kind: 'refused', message: "No such charge: 'ch_unknown'" };

    expect(await gateway.refund(newId(), 'ch_unknown')).toEqual(refused);
  });
});
