import type { OrderData, StoredEvent } from '@ticketing-dev/common';

import { columns } from '../columns';
import { OpsError, WrongUseError } from '../errors';
import type { Outcome, Tools } from '../outcome';

/** A charge at Stripe, with its payment on record. */
interface Charge {
  readonly id: string;
  readonly createdAt: string;
  readonly status: string;
  readonly amountInCents: number;
  readonly refundedInCents: number;
  readonly isCaptured: boolean;
  readonly isRefunded: boolean;
  readonly orderId?: string;
  readonly paymentId?: string;
  readonly payment?: {
    readonly status: string;
    readonly amount: number;
    readonly stripeId?: string;
    readonly refund?: string;
  };
}

interface Problem {
  readonly what: string;
  readonly orderId?: string | undefined;
  readonly chargeId?: string;
  readonly details?: string;
  readonly isRecorded?: boolean;
  readonly isRefunded?: boolean;
  /** The route that mends it. */
  readonly mendBy?: { readonly what: 'record' | 'refund'; readonly path: string };
}

/** A complete order is captured within seconds. A younger one may still be on its way. */
const youngMs = 5 * 60_000;
const notOnRecord = 'refunded at Stripe, not on record';

/** What a reconciliation mends. Either needs a reason. */
export interface ReconcileOptions {
  readonly record?: boolean;
  readonly refund?: boolean;
  readonly reason?: string;
}

/**
 * Compares orders with Stripe's charges in both directions. With `record`, refunds that were made at Stripe are recorded
 * in the same way as those of `refund`, so that the passes of their orders are revoked, and so are charges of complete
 * orders that have no payment. With `refund`, money without a complete order goes back. There are such charges after a
 * restore.
 */
export async function reconcile(
  tools: Tools,
  { record = false, refund = false, reason }: ReconcileOptions,
): Promise<Outcome> {
  if ((record || refund) && reason === undefined)
    throw new WrongUseError('--record and --refund need --reason');
  const { ask, now } = tools;
  const startedAt = now().getTime();
  const problems: Problem[] = [];
  const byOrder = new Map<string, Charge[]>();
  const withoutPayment: Charge[] = [];
  let chargeCount = 0;
  for await (const charge of allCharges(tools)) {
    chargeCount += 1;
    if (charge.status !== 'succeeded') continue;
    const { orderId } = charge;
    if (charge.payment) problems.push(...againstPayment(charge, charge.payment));
    else if (!charge.isRefunded) withoutPayment.push(charge);
    if (orderId !== undefined) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), charge]);
  }

  // After the charges: the order of a captured charge was complete before.
  const complete = new Set<string>();
  const path = '/events?subject=order:completed';
  for await (const { aggregateId, occurredAt, data } of ask.lines<StoredEvent>('orders', path)) {
    complete.add(aggregateId);
    if (startedAt - Date.parse(occurredAt) < youngMs) continue;
    problems.push(...againstCharges(aggregateId, data as OrderData, byOrder.get(aggregateId)));
  }
  for (const { id, orderId } of withoutPayment) {
    // Another program made a charge that names no order.
    const what = orderId !== undefined && complete.has(orderId) ? 'record' : 'refund';
    problems.push({
      what: 'charge without a payment',
      orderId,
      chargeId: id,
      ...(orderId !== undefined && { mendBy: { what, path: `/charges/${id}/${what}` } }),
    });
  }
  for (const [orderId, charges] of byOrder) {
    const kept = charges.filter(isKept);
    if (!complete.has(orderId)) {
      for (const { id, payment } of kept) {
        problems.push({
          what: 'captured without a complete order',
          orderId,
          chargeId: id,
          // An order may have two charges: its route refunds the one of its payment.
          ...(payment?.stripeId === id && {
            mendBy: { what: 'refund', path: `/refunds/${orderId}` },
          }),
        });
      }
    }
    if (kept.length > 1) problems.push({ what: 'charged more than once', orderId });
  }

  const found = await mended(problems, reason ?? '');
  const open = found.filter(({ isRecorded, isRefunded }) => !isRecorded && !isRefunded);
  return {
    lines: [
      ...columns(
        found.map(({ what, orderId, chargeId, details, isRecorded, isRefunded }) => [
          what,
          orderId === undefined ? '' : `order ${orderId}`,
          chargeId,
          isRecorded ? 'recorded now' : isRefunded ? 'refunded now' : details,
        ]),
      ),
      `${open.length} differences, in ${complete.size} complete orders and ${chargeCount} charges`,
    ],
    json: { problems: found, completeOrders: complete.size, charges: chargeCount },
    isFound: open.length > 0,
  };

  async function mended(all: readonly Problem[], why: string): Promise<readonly Problem[]> {
    const after: Problem[] = [];
    const returned = new Set<string | undefined>();
    for (const problem of all) {
      const { chargeId, mendBy } = problem;
      const isToRecord = mendBy?.what === 'record';
      if (!mendBy || !(isToRecord ? record : refund)) {
        after.push(returned.has(chargeId) ? { ...problem, isRefunded: true } : problem);
        continue;
      }
      try {
        await ask.change('payments', { path: mendBy.path, reason: why });
        if (!isToRecord) returned.add(chargeId);
        after.push({ ...problem, ...(isToRecord ? { isRecorded: true } : { isRefunded: true }) });
      } catch (error) {
        if (!(error instanceof OpsError)) throw error;
        after.push({ ...problem, details: error.message });
      }
    }
    return after;
  }
}

async function* allCharges({ ask, say }: Tools): AsyncGenerator<Charge> {
  let after: string | undefined;
  let count = 0;
  for (;;) {
    const query = after === undefined ? '' : `?after=${after}`;
    const page = await ask.get<readonly Charge[]>('payments', `/charges${query}`);
    yield* page;
    count += page.length;
    after = page.at(-1)?.id;
    if (after === undefined) return;
    say(`${count} charges`);
  }
}

/** The money that the shop has. */
const isKept = ({ isCaptured, isRefunded }: Charge): boolean => isCaptured && !isRefunded;

function againstPayment(charge: Charge, payment: NonNullable<Charge['payment']>): Problem[] {
  const { id: chargeId, orderId, amountInCents, refundedInCents } = charge;
  const about = { orderId, chargeId };
  const isOther = payment.stripeId !== chargeId && payment.status !== 'pending';
  const isPartly = charge.isCaptured && refundedInCents > 0 && !charge.isRefunded;
  const isOnRecord = payment.refund === 'done';
  const problems: (Problem | false)[] = [
    isOther && !charge.isRefunded && { ...about, what: 'charge is not the one of its payment' },
    Math.round(payment.amount * 100) !== amountInCents && {
      ...about,
      what: 'amount differs from the payment',
      details: `${dollars(amountInCents)} at Stripe, ${payment.amount.toFixed(2)} on record`,
    },
    charge.isCaptured &&
      charge.isRefunded &&
      !isOnRecord && {
        ...about,
        what: notOnRecord,
        ...(payment.stripeId === chargeId &&
          orderId !== undefined && {
            mendBy: { what: 'record' as const, path: `/refunds/${orderId}` },
          }),
      },
    isOnRecord && !charge.isRefunded && { ...about, what: 'refund on record, not at Stripe' },
    isPartly && {
      ...about,
      what: 'refunded in part at Stripe',
      details: `${dollars(refundedInCents)} of ${dollars(amountInCents)}`,
    },
  ];
  return problems.filter((problem) => problem !== false);
}

function againstCharges(
  orderId: string,
  { ticket }: OrderData,
  charges: readonly Charge[] = [],
): Problem[] {
  const captured = charges.find(({ isCaptured }) => isCaptured);
  if (!captured) {
    const what =
      charges.length > 0
        ? 'complete order, its charge is not captured'
        : 'complete order without a charge';
    return [{ what, orderId }];
  }
  const cents = Math.round(ticket.price * 100);
  if (captured.amountInCents === cents) return [];
  const details = `${dollars(captured.amountInCents)} at Stripe, ${dollars(cents)} ordered`;
  return [{ what: 'amount differs from the order', orderId, chargeId: captured.id, details }];
}

const dollars = (cents: number): string => (cents / 100).toFixed(2);
