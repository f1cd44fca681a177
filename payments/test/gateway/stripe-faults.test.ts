import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { anId } from '@ticketing-dev/common/testing';
import Stripe from 'stripe';

import type { PaymentGateway } from '../../src/domain/payment-gateway';
import { createStripeGateway } from '../../src/gateway/stripe';
import { createStripeClient } from '../../src/gateway/stripe-client';

/** One answer of a Stripe that has its troubles. */
type Answer = (response: ServerResponse) => void;

const says =
  (status: number, error: object, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message: 'trouble', ...error } }));
  };
const breaks: Answer = (response) => void response.destroy();
const replayed = { 'idempotent-replayed': 'true' };
const fault = { type: 'api_error' };
const invalid = { type: 'invalid_request_error' };
const charged =
  (charge: object): Answer =>
  (response) =>
    response.end(JSON.stringify({ id: 'ch_1', object: 'charge', ...charge }));

let server: Server;
let gateway: PaymentGateway;
let answers: Answer[];
let requests: IncomingMessage[];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    request.once('end', () => answer?.(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  gateway = createStripeGateway(
    createStripeClient({ key: 'sk_test_1', url: `http://127.0.0.1:${port}` }),
  );
});
beforeEach(() => (requests = []));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const id = anId('c'.repeat(24));
const orderId = anId('b'.repeat(24));
const request = { id, orderId, amountInCents: 1_999, token: 'tok_visa' };
const keys = () => requests.map(({ headers }) => headers['idempotency-key']);

describe('the gateway while Stripe fails', () => {
  it.each<[string, string, Answer]>([
    ['denied', '401', says(401, { type: 'invalid_request_error' })],
    ['denied', '403', says(403, { type: 'invalid_request_error' })],
    ['refused', '402', says(402, { type: 'card_error' })],
    ['denied', '402 that is not about the card', says(402, { type: 'invalid_request_error' })],
    ['denied', '400', says(400, { type: 'invalid_request_error' })],
    [
      'denied',
      'a low amount',
      says(400, { ...invalid, param: 'amount', code: 'amount_too_small' }),
    ],
    ['denied', 'an unknown address', says(404, { type: 'invalid_request_error' })],
    ['denied', 'an unknown parameter', says(400, { ...invalid, code: 'parameter_unknown' })],
    [
      'denied',
      'an account that may not charge',
      says(400, { ...invalid, code: 'account_invalid' }),
    ],
    ['refused', 'an unknown token', says(400, { ...invalid, param: 'source' })],
    ['refused', 'a used token', says(400, { ...invalid, code: 'token_already_used' })],
    ['unknown', '429', says(429, { type: 'invalid_request_error', code: 'rate_limit' })],
    ['unknown', 'a key in use', says(409, { type: 'idempotency_error' })],
    ['unknown', '500', says(500, fault)],
    ['unknown', '503 that is not JSON', (response) => response.writeHead(503).end('<html>')],
    ['unknown', 'a broken connection', breaks],
    ['spent', 'the same 500 under the key', says(500, fault, replayed)],
    ['spent', 'a key of another request', says(400, { type: 'idempotency_error' })],
  ])('returns %s: %s', async (kind, _what, answer) => {
    answers = [answer];

    expect(await gateway.authorise(request)).toMatchObject({ kind });

    expect(new Set(keys())).toEqual(new Set([id]));
  });

  it.each([
    [
      "No such token: 'tok_1'; a similar object exists in test mode, but a live mode key was used.",
      "No such token: 'tok_1'",
    ],
    ["No such token: 'tok_4242424242424242'", "No such token: 'tok_************4242'"],
  ])('hides the internal details of %j', async (message, words) => {
    answers = [says(400, { ...invalid, param: 'source', message })];

    expect(await gateway.authorise(request)).toEqual({ kind: 'refused', message: words });
  });

  it('accepts a charge that matches the request', async () => {
    answers = [charged({ amount: 1_999, currency: 'usd' })];

    expect(await gateway.authorise(request)).toEqual({ kind: 'authorised', stripeId: 'ch_1' });
  });

  it.each([
    { amount: 1_998, currency: 'usd' },
    { amount: 1_999, currency: 'eur' },
  ])('does not accept the charge %j', async (charge) => {
    answers = [charged(charge)];

    expect(await gateway.authorise(request)).toMatchObject({ kind: 'denied' });

    const found = {
      id: 'ch_1',
      status: 'succeeded',
      metadata: { paymentId: id },
      ...charge,
    };
    answers = [
      (response) =>
        response.end(JSON.stringify({ object: 'list', data: [found], has_more: false })),
    ];
    expect(await gateway.find(request)).toMatchObject({ kind: 'denied' });
  });

  it('calls once, with the version of the API that it was written for', async () => {
    answers = [says(500, fault)];

    await gateway.authorise(request);

    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers['stripe-version']).toBe(Stripe.API_VERSION);
  });

  it('returns unknown for every other failure', async () => {
    answers = [says(500, fault)];

    expect(await gateway.find(request)).toMatchObject({ kind: 'unknown' });
    expect(await gateway.capture('payment', 'ch_1')).toMatchObject({ kind: 'unknown' });
    expect(await gateway.release('payment', 'ch_1')).toMatchObject({ kind: 'unknown' });
    expect(keys()).toEqual([undefined, 'capture:payment', 'release:payment']);
  });

  it.each(['capture', 'release'] as const)(
    'repeats a %s under another key if Stripe has stored a fault',
    async (what) => {
      const done: Answer = (response) => response.end(JSON.stringify({ id: 'ch_1' }));
      answers = [says(500, fault, replayed), done];

      expect(await gateway[what]('payment', 'ch_1')).toEqual({ kind: 'done' });

      expect(keys()[0]).toBe(`${what}:payment`);
      expect(keys()[1]).not.toBe(`${what}:payment`);
    },
  );

  it('recognises that an authorisation has expired', async () => {
    answers = [says(400, { type: 'invalid_request_error', code: 'charge_expired_for_capture' })];

    expect(await gateway.capture('payment', 'ch_1')).toMatchObject({ kind: 'impossible' });
  });

  it('waits for a charge that is pending', async () => {
    const charge = {
      id: 'ch_1',
      status: 'pending',
      amount: 1_999,
      currency: 'usd',
      metadata: { paymentId: id },
    };
    answers = [
      (response) =>
        response.end(JSON.stringify({ object: 'list', data: [charge], has_more: false })),
    ];

    expect(await gateway.find(request)).toMatchObject({ kind: 'unknown' });
  });
});
