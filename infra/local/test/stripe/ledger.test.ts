import Stripe from 'stripe';

import { httpClientOf, type Transport, withFailure } from '../../src/stripe/http';
import { Ledger } from '../../src/stripe/ledger';
import { transportTo } from '../../src/stripe/server';

const hour = 60 * 60 * 1_000;
let time: number;
let ledger: Ledger;
let stripe: Stripe;

const clientOf = (transport: Transport, key = 'sk_test_1'): Stripe =>
  new Stripe(key, { maxNetworkRetries: 0, httpClient: httpClientOf(transport) });

beforeEach(() => {
  time = 0;
  ledger = new Ledger({ now: () => new Date(time) });
  stripe = clientOf(transportTo(ledger));
});

type Params = Partial<Stripe.ChargeCreateParams>;

const charge = (params: Params = {}, idempotencyKey?: string): Promise<Stripe.Charge> =>
  stripe.charges.create(
    { amount: 1_999, currency: 'usd', source: 'tok_visa', capture: false, ...params },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

/** Sends the next request so that Stripe fails. */
const failingWith = (failure: '409' | '429' | '500 before' | '500 after'): Stripe =>
  clientOf((request) => Promise.resolve(ledger.answer(withFailure(request, failure))));

describe('a charge', () => {
  it("has ids of Stripe's form", async () => {
    const { id } = await charge();

    expect(id).toMatch(/^ch_\w{24}$/);
    expect((await stripe.refunds.create({ charge: id })).id).toMatch(/^re_\w{24}$/);
  });

  it('is authorised in cents, with what the request says about it', async () => {
    const about = {
      description: 'Row 1 & 2 = 19.99 €',
      metadata: { orderId: 'order-1', 'a[b]': 'ü' },
      transfer_group: 'order-1',
    };

    expect(await charge(about)).toMatchObject({
      amount: 1_999,
      amount_captured: 0,
      currency: 'usd',
      captured: false,
      paid: true,
      refunded: false,
      status: 'succeeded',
      ...about,
    });
  });

  it('is captured immediately unless the request says otherwise', async () => {
    const { id } = await stripe.charges.create({
      amount: 50,
      currency: 'USD',
      source: 'tok_mastercard',
    });

    expect(await stripe.charges.retrieve(id)).toMatchObject({
      captured: true,
      amount_captured: 50,
      currency: 'usd',
    });
  });

  // https://docs.stripe.com/testing#declined-payments
  it.each([
    ['tok_chargeDeclined', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['tok_chargeCustomerFail', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['tok_chargeDeclinedFraudulent', 'card_declined', 'fraudulent', 'Your card was declined.'],
    [
      'tok_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'Your card has insufficient funds.',
    ],
    ['tok_chargeDeclinedExpiredCard', 'expired_card', '', 'Your card has expired.'],
    [
      'tok_chargeDeclinedIncorrectCvc',
      'incorrect_cvc',
      '',
      "Your card's security code is incorrect.",
    ],
    [
      'tok_chargeDeclinedProcessingError',
      'processing_error',
      '',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
  ])('of %s is declined, and remains as a failed charge', async (source, code, reason, message) => {
    await expect(charge({ source })).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      decline_code: reason,
      message,
      charge: expect.stringMatching(/^ch_/) as string,
    });

    const [failed] = (await stripe.charges.list()).data;
    expect(failed).toMatchObject({
      status: 'failed',
      paid: false,
      captured: false,
      failure_code: code,
      failure_message: message,
    });
    await expect(stripe.charges.capture(failed?.id ?? '')).rejects.toThrow('failed');
    await expect(stripe.refunds.create({ charge: failed?.id ?? '' })).rejects.toMatchObject({
      code: 'charge_not_refundable',
    });
  });

  // https://docs.stripe.com/error-codes
  it.each<[string, Params & { readonly colour?: string }, string | undefined, string]>([
    ['an unknown token', { source: 'tok_visa111' }, 'resource_missing', "token: 'tok_visa111'"],
    ['no source', { source: undefined as never }, 'parameter_missing', 'Must provide source'],
    ['no amount', { amount: undefined as never }, 'parameter_missing', 'param: amount.'],
    ['no currency', { currency: '' }, 'parameter_missing', 'param: currency.'],
    ['an unknown currency', { currency: 'xyz' }, undefined, 'Invalid currency: xyz.'],
    ['an unknown parameter', { colour: 'red' }, 'parameter_unknown', 'parameter: colour'],
    ['49 cents', { amount: 49 }, 'amount_too_small', 'Amount must be at least $0.50 usd'],
    ['0 cents', { amount: 0 }, 'parameter_invalid_integer', 'Invalid positive integer'],
    ['half a cent', { amount: 99.5 }, 'parameter_invalid_integer', 'Invalid integer: 99.5'],
    ['a million dollars', { amount: 1e8 }, 'amount_too_large', 'no more than $999,999.99'],
  ])('with %s is refused', async (_what, params, code, message) => {
    await expect(charge(params)).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(ledger.charges).toEqual([]);
  });

  it('is captured once', async () => {
    const { id } = await charge();

    expect(await stripe.charges.capture(id)).toMatchObject({
      captured: true,
      amount_captured: 1_999,
    });
    await expect(stripe.charges.capture(id)).rejects.toMatchObject({
      code: 'charge_already_captured',
      message: `Charge ${id} has already been captured.`,
    });
  });

  // https://docs.stripe.com/api/charges/capture
  it('is captured in part, which releases the rest', async () => {
    const { id } = await charge();
    await expect(stripe.charges.capture(id, { amount: 2_000 })).rejects.toThrow('more than');

    expect(await stripe.charges.capture(id, { amount: 1_500 })).toMatchObject({
      amount: 1_999,
      amount_captured: 1_500,
      amount_refunded: 499,
      refunded: false,
    });
  });

  it('is released before it is captured, and cannot be captured then', async () => {
    const { id } = await charge();
    await expect(stripe.refunds.create({ charge: id, amount: 999 })).rejects.toThrow('uncaptured');

    await stripe.refunds.create({ charge: id });

    expect(await stripe.charges.retrieve(id)).toMatchObject({
      captured: false,
      refunded: true,
      amount_refunded: 1_999,
    });
    const already = { code: 'charge_already_refunded', type: 'StripeInvalidRequestError' };
    await expect(stripe.charges.capture(id)).rejects.toMatchObject(already);
    await expect(stripe.refunds.create({ charge: id })).rejects.toMatchObject(already);
  });

  // https://docs.stripe.com/refunds
  it('is refunded in parts, up to its amount', async () => {
    const { id } = await charge({ capture: true });

    const refund = await stripe.refunds.create({ charge: id, amount: 999 });
    expect(refund).toMatchObject({ amount: 999, charge: id, status: 'succeeded' });
    expect(await stripe.charges.retrieve(id)).toMatchObject({
      amount_refunded: 999,
      refunded: false,
    });
    await expect(stripe.refunds.create({ charge: id, amount: 1_001 })).rejects.toThrow(
      'Refund amount ($10.01) is greater than unrefunded amount on charge ($10.00)',
    );
    await stripe.refunds.create({ charge: id });

    expect(await stripe.charges.retrieve(id)).toMatchObject({
      captured: true,
      amount_refunded: 1_999,
      refunded: true,
    });
    const refunds = await stripe.refunds.list({ charge: id });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([1_000, 999]);
    expect((await stripe.refunds.list({ limit: 1 })).data[0]).toMatchObject({ charge: id });
  });

  it('is listed by its group, newest first, page by page', async () => {
    const ids = [];
    for (let left = 5; left > 0; left -= 1) ids.unshift((await charge({ transfer_group: 'a' })).id);
    await charge({ transfer_group: 'b' });
    const group = { transfer_group: 'a' };

    const all: string[] = [];
    for await (const { id } of stripe.charges.list({ ...group, limit: 2 })) all.push(id);

    expect(all).toEqual(ids);
    const before = await stripe.charges.list({ ...group, limit: 2, ending_before: ids[3] ?? '' });
    expect(before).toMatchObject({ data: [{ id: ids[1] }, { id: ids[2] }], has_more: true });
    expect((await stripe.charges.list({ transfer_group: 'c' })).data).toEqual([]);
  });

  it('must exist', async () => {
    const missing = {
      statusCode: 404,
      code: 'resource_missing',
      message: "No such charge: 'ch_1'",
    };

    await expect(stripe.charges.retrieve('ch_1')).rejects.toMatchObject(missing);
    await expect(stripe.charges.capture('ch_1')).rejects.toMatchObject(missing);
    await expect(stripe.refunds.create({ charge: 'ch_1' })).rejects.toMatchObject(missing);
    await expect(stripe.customers.retrieve('cus_1')).rejects.toThrow('Unrecognized request URL');
  });

  it.each(['sk_live_1', 'pk_test_1'])('is refused with the key %s', async (key) => {
    stripe = clientOf(transportTo(ledger), key);

    await expect(charge()).rejects.toMatchObject({ type: 'StripeAuthenticationError' });
  });
});

// https://docs.stripe.com/api/idempotent_requests
describe('an idempotency key', () => {
  it('returns the same charge again, in another order of parameters too', async () => {
    const first = await charge({ description: 'Row 1' }, 'key');

    const second = await stripe.charges.create(
      { description: 'Row 1', capture: false, source: 'tok_visa', currency: 'usd', amount: 1_999 },
      { idempotencyKey: 'key' },
    );

    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(ledger.charges).toHaveLength(1);
  });

  it('returns the same decline again', async () => {
    const declined = charge({ source: 'tok_chargeDeclined' }, 'key');
    const error: unknown = await declined.catch((reason: unknown) => reason);

    await expect(charge({ source: 'tok_chargeDeclined' }, 'key')).rejects.toMatchObject({
      charge: (error as Stripe.errors.StripeCardError).charge,
    });
    expect(ledger.charges).toHaveLength(1);
  });

  it('is refused for other parameters, and for another endpoint', async () => {
    const { id } = await charge({}, 'key');

    await expect(charge({ amount: 2_000 }, 'key')).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeIdempotencyError',
      message: expect.stringContaining('the same parameters') as string,
    });
    await expect(stripe.charges.capture(id, {}, { idempotencyKey: 'key' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      message: expect.stringContaining(
        "the same endpoint they were first used for ('/v1/charges')",
      ) as string,
    });
  });

  it('stores nothing of a request that is invalid', async () => {
    await expect(charge({ amount: 49 }, 'key')).rejects.toThrow('at least');

    expect(await charge({}, 'key')).toMatchObject({ amount: 1_999 });
  });

  it('is forgotten after a day, and charges again', async () => {
    const first = await charge({}, 'key');
    time += 24 * hour - 1;
    expect((await charge({}, 'key')).id).toBe(first.id);
    time += 1;

    expect((await charge({}, 'key')).id).not.toBe(first.id);
  });

  it('is not stored any longer than a day', async () => {
    const keys = (): unknown[] =>
      ledger.rows().flatMap((row) => (row.table === 'keys' ? [row.id] : []));
    await charge({}, 'old');
    time += hour;
    await charge({}, 'new');
    time += 23 * hour;

    expect(keys()).toEqual(['new']);
    time += hour;
    await charge();
    expect(keys()).not.toContain('new');
    expect(ledger.charges).toHaveLength(3);
  });

  it('is refused while a request with it is in progress', async () => {
    let goOn: () => void = () => undefined;
    const pause = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    stripe = clientOf(transportTo(ledger, () => pause));

    const first = charge({}, 'key');
    await expect(charge({}, 'key')).rejects.toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    });
    goOn();

    const { id } = await first;
    expect((await charge({}, 'key')).id).toBe(id);
    expect(ledger.charges).toHaveLength(1);
  });

  it.each([
    ['500 before', 0],
    ['500 after', 1],
  ] as const)('returns a %s again, for a day', async (failure, charges) => {
    const working = stripe;
    stripe = failingWith(failure);
    await expect(charge({}, 'key')).rejects.toMatchObject({ statusCode: 500 });
    stripe = working;

    await expect(charge({}, 'key')).rejects.toMatchObject({
      statusCode: 500,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(ledger.charges).toHaveLength(charges);
    time += 24 * hour;
    expect(await charge({}, 'key')).toMatchObject({ amount: 1_999 });
  });

  it.each([
    ['409', 'idempotency_key_in_use'],
    ['429', 'rate_limit'],
  ] as const)('stores no %s', async (failure, code) => {
    const working = stripe;
    stripe = failingWith(failure);
    await expect(charge({}, 'key')).rejects.toMatchObject({ statusCode: Number(failure), code });
    expect(ledger.charges).toEqual([]);
    stripe = working;

    expect(await charge({}, 'key')).toMatchObject({ amount: 1_999 });
  });
});
