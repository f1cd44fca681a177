import { testCards } from './cards';
import { ApiError, conflicting, invalid, noSuch } from './errors';

/** Flat, as they are sent: `amount`, `metadata[orderId]`. */
export type Params = Readonly<Record<string, string>>;

type Refund = ReturnType<typeof newRefund>;
export type Charge = ReturnType<typeof newCharge>;

/** What a route works with. */
export interface Books {
  readonly charges: ReadonlyMap<string, Charge>;
  put(charge: Charge): void;
  /** An id of Stripe's form, such as `ch_…`. */
  newId(prefix: string): string;
  /** In seconds. */
  now(): number;
}

const mostCents = 99_999_999;
/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const leastCents: Readonly<Record<string, number>> = { usd: 50, eur: 50, gbp: 30 };
const currencies = Intl.supportedValuesOf('currency').map((code) => code.toLowerCase());

function amountOf(text: string): number {
  const isInteger = /^-?\d+$/.test(text);
  const amount = Number(text);
  if (!isInteger || amount < 1) {
    throw invalid(isInteger ? 'Invalid positive integer' : `Invalid integer: ${text}`, {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount > mostCents) {
    throw invalid('Amount must be no more than $999,999.99', {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  return amount;
}

function checkLeast(amount: number, currency: string): void {
  const least = leastCents[currency] ?? 1;
  if (amount >= least) return;
  throw invalid(`Amount must be at least $${(least / 100).toFixed(2)} ${currency}`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}

const metadataOf = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );

interface Asked {
  readonly amount: number;
  readonly currency: string;
  readonly card: NonNullable<ReturnType<typeof testCards.get>>;
}

/** The fields of https://docs.stripe.com/api/charges/object that the platform and its proof read. */
function newCharge(books: Books, params: Params, { amount, currency, card }: Asked) {
  const { brand, last4, decline } = card;
  const captured = params['capture'] !== 'false' && !decline;
  return {
    id: books.newId('ch'),
    object: 'charge' as const,
    amount,
    amount_captured: captured ? amount : 0,
    amount_refunded: 0,
    captured,
    created: books.now(),
    currency,
    description: params['description'] ?? null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    livemode: false,
    metadata: metadataOf(params),
    paid: !decline,
    payment_method: books.newId('card'),
    payment_method_details: { type: 'card', card: { brand, last4 } },
    refunded: false,
    refunds: { object: 'list', data: [] as readonly Refund[], has_more: false },
    status: decline ? ('failed' as const) : ('succeeded' as const),
    transfer_group: params['transfer_group'] ?? null,
  };
}

/** https://docs.stripe.com/api/charges/create */
function create(books: Books, params: Params): Charge {
  const amount = amountOf(params['amount'] ?? '');
  const currency = (params['currency'] ?? '').toLowerCase();
  if (!currencies.includes(currency)) {
    throw invalid(
      `Invalid currency: ${currency}. Stripe currently supports these currencies: ${currencies.join(', ')}`,
      { param: 'currency' },
    );
  }
  checkLeast(amount, currency);
  const { source } = params;
  if (source === undefined) {
    throw invalid('Must provide source or customer.', { code: 'parameter_missing' });
  }
  const card = testCards.get(source);
  if (!card) throw noSuch('token', source, 'source', 400);
  const charge = newCharge(books, params, { amount, currency, card });
  books.put(charge);
  const { decline } = card;
  if (!decline) return charge;
  const { message, ...details } = decline;
  throw new ApiError(402, 'card_error', message, { ...details, charge: charge.id });
}

function find({ charges }: Books, id: string, param: string): Charge {
  const charge = charges.get(id);
  if (!charge) throw noSuch('charge', id, param);
  return charge;
}

/** Newest first: https://docs.stripe.com/api/pagination. */
function list(books: Books, params: Params): object {
  const {
    transfer_group: group,
    limit = '10',
    starting_after: after,
    ending_before: before,
  } = params;
  const all = [...books.charges.values()]
    .filter((charge) => group === undefined || charge.transfer_group === group)
    .toReversed();
  const indexOf = (id: string, param: string): number => all.indexOf(find(books, id, param));
  const from = after === undefined ? 0 : indexOf(after, 'starting_after') + 1;
  const to = before === undefined ? all.length : indexOf(before, 'ending_before');
  const size = Math.min(Math.max(Number(limit), 1), 100);
  const data =
    before === undefined ? all.slice(from, from + size) : all.slice(Math.max(to - size, 0), to);
  return { object: 'list', data, has_more: data.length < to - from, url: '/v1/charges' };
}

const newRefund = (
  books: Books,
  { id, currency }: Record<'id' | 'currency', string>,
  amount: number,
  params: Params,
) => ({
  id: books.newId('re'),
  object: 'refund' as const,
  amount,
  charge: id,
  created: books.now(),
  currency,
  metadata: metadataOf(params),
  reason: params['reason'] ?? null,
  status: 'succeeded' as const,
});

function refunded(books: Books, charge: Charge, amount: number, params: Params): Refund {
  const refund = newRefund(books, charge, amount, params);
  const total = charge.amount_refunded + amount;
  books.put({
    ...charge,
    amount_refunded: total,
    refunded: total === charge.amount,
    refunds: { ...charge.refunds, data: [refund, ...charge.refunds.data] },
  });
  return refund;
}

/** Returns the part that is not captured to the card: https://docs.stripe.com/api/charges/capture. */
function capture(books: Books, params: Params, id: string): Charge {
  const charge = find(books, id, 'charge');
  const amount = params['amount'] === undefined ? charge.amount : amountOf(params['amount']);
  checkLeast(amount, charge.currency);
  if (charge.refunded) throw alreadyDone(id, 'refunded');
  if (charge.captured) throw alreadyDone(id, 'captured');
  if (charge.status === 'failed') {
    throw conflicting(`Charge ${id} cannot be captured because it failed.`);
  }
  if (amount > charge.amount) {
    throw conflicting('You cannot capture more than the amount that was authorized.', {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  const captured = { ...charge, captured: true, amount_captured: amount };
  books.put(captured);
  if (amount < charge.amount) refunded(books, captured, charge.amount - amount, {});
  return find(books, id, 'charge');
}

/** Newest first: https://docs.stripe.com/api/refunds/list. */
function refunds(books: Books, { charge, limit = '10' }: Params): object {
  const all =
    charge === undefined
      ? [...books.charges.values()].toReversed().flatMap((each) => each.refunds.data)
      : find(books, charge, 'charge').refunds.data;
  const data = all.slice(0, Math.min(Math.max(Number(limit), 1), 100));
  return { object: 'list', data, has_more: data.length < all.length, url: '/v1/refunds' };
}

/** Also releases a charge that is not captured: https://docs.stripe.com/api/refunds/create. */
function refund(books: Books, params: Params): Refund {
  const id = params['charge'] ?? '';
  const charge = find(books, id, 'charge');
  const left = charge.amount - charge.amount_refunded;
  const amount = params['amount'] === undefined ? left : amountOf(params['amount']);
  if (charge.refunded) throw alreadyDone(id, 'refunded');
  if (charge.status === 'failed') {
    throw conflicting(`Charge ${id} cannot be refunded because it failed.`, {
      code: 'charge_not_refundable',
    });
  }
  if (amount > left) {
    throw conflicting(
      `Refund amount (${dollars(amount)}) is greater than unrefunded amount on charge (${dollars(left)})`,
      { param: 'amount' },
    );
  }
  if (!charge.captured && amount !== left) {
    throw conflicting(
      'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
      { param: 'amount' },
    );
  }
  return refunded(books, charge, amount, params);
}

const alreadyDone = (id: string, what: 'captured' | 'refunded'): ApiError =>
  conflicting(`Charge ${id} has already been ${what}.`, { code: `charge_already_${what}` });

const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Its group is the id. */
  readonly path: RegExp;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  run(books: Books, params: Params, id: string): object;
}

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/charges$/,
    required: ['amount', 'currency'],
    optional: ['source', 'capture', 'description', 'metadata', 'transfer_group'],
    run: create,
  },
  {
    method: 'GET',
    path: /^\/v1\/charges$/,
    optional: ['transfer_group', 'limit', 'starting_after', 'ending_before'],
    run: list,
  },
  {
    method: 'GET',
    path: /^\/v1\/charges\/(\w+)$/,
    run: (books, _params, id) => find(books, id, 'id'),
  },
  {
    method: 'POST',
    path: /^\/v1\/charges\/(\w+)\/capture$/,
    optional: ['amount'],
    run: capture,
  },
  {
    method: 'POST',
    path: /^\/v1\/refunds$/,
    required: ['charge'],
    optional: ['amount', 'metadata', 'reason'],
    run: refund,
  },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    optional: ['charge', 'limit'],
    run: refunds,
  },
];
