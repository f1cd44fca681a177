import type { CurrentState, Topic } from '@ticketing-dev/common';

/** One sentence: where an order, a ticket or a user stands, and what it waits for. */
export function standing(
  topic: Topic,
  id: string,
  now: readonly CurrentState[],
  time: Date,
): string {
  const parked = now.filter(({ kind }) => kind === 'parked');
  const said = { order: ofOrder, ticket: ofTicket, user: ofUser }[topic](
    id.toLowerCase(),
    now,
    time,
  );
  const isStuck = parked.length > 0;
  const stuck = parked.map(({ id: message, reason }) => `${message} (${String(reason)})`);
  return isStuck ? `${said} A message about it is parked: ${stuck.join(', ')}.` : said;
}

function ofOrder(id: string, now: readonly CurrentState[], time: Date): string {
  const order = now.find((state) => state.id === id && 'status' in state && isKind(state, 'order'));
  if (!order) return `The order ${id} is not known to orders.`;
  const payments = now.filter((state) => isKind(state, 'payment') && state['orderId'] === id);
  const payment = payments.find(({ status }) => status !== 'failed') ?? payments[0];
  const { status, expiresAt } = order;
  if (status === 'complete') return complete(payment);
  if (status === 'cancelled') return cancelled(payment);
  if (status === 'off sale') return 'It is no order of a buyer: it takes the ticket off sale.';
  const until = String(expiresAt);
  if (payment?.['status'] === 'authorised') {
    return `The payment is authorised since ${String(payment['authorisedAt'])}, and the order waits for the event payment:created. See docs/runbook/order-stuck.md if that takes longer than a minute.`;
  }
  if (payment?.['status'] === 'pending') {
    return 'The payment waits for an answer of Stripe. payments asks again every few seconds, and its log has the last answer.';
  }
  if (new Date(until) > time) return `The order waits for payment until ${until}.`;
  return `The order is overdue since ${until}: the sweep of orders should have cancelled it. ${timerOf(now, id)} See docs/runbook/order-stuck.md.`;
}

function complete(payment: CurrentState | undefined): string {
  if (!payment)
    return 'The order is complete, but payments has no payment of it. Run ops reconcile.';
  const { status, authorisedAt, refund, refundedAt, amount } = payment;
  if (refund === 'done')
    return `The order is complete, and its price ${String(amount)} was refunded at ${String(refundedAt)}.`;
  if (refund === 'requested')
    return 'The order is complete. Its refund is requested, and payments asks Stripe until it answers.';
  if (refund === 'refused')
    return 'The order is complete. Stripe refused its refund: see docs/runbook/refund-an-order.md.';
  if (status === 'captured') return `The order is complete: paid at ${String(authorisedAt)}.`;
  if (status === 'capture_failed')
    return 'The order is complete, but its price can no longer be captured: see docs/runbook/payment-unsettled.md.';
  return `The order is complete. Its payment is ${String(status)}, and payments tries to capture it until Stripe answers: see docs/runbook/payment-unsettled.md.`;
}

function cancelled(payment: CurrentState | undefined): string {
  if (payment?.['status'] !== 'authorised' && payment?.['status'] !== 'pending')
    return 'The order is cancelled, and nothing was charged.';
  return `The order is cancelled. Its payment is still ${payment['status']}, and payments releases it as soon as Stripe answers.`;
}

function timerOf(now: readonly CurrentState[], id: string): string {
  const timer = now.find((state) => isKind(state, 'timer') && state.id === id);
  if (!timer) return 'expiration has no timer of it.';
  const { state, dueAt, failure } = timer;
  const why = failure === undefined ? '' : ` (${String(failure)})`;
  return `Its timer is ${String(state)}, due at ${String(dueAt)}${why}.`;
}

function ofTicket(id: string, now: readonly CurrentState[], time: Date): string {
  const ticket = now.find(
    (state) => isKind(state, 'ticket') && state.id === id && state['version'] !== undefined,
  );
  if (!ticket) return `The ticket ${id} is not known to tickets.`;
  const { orderId, offSale } = ticket;
  const pass = now.find((state) => isKind(state, 'pass') && state.id === id);
  if (typeof orderId === 'string') {
    const said = ofOrder(orderId, now, time);
    const passed = pass ? ` Its pass is ${String(pass['state'])}.` : '';
    return `The ticket has the order ${orderId}. ${said}${passed}`;
  }
  if (offSale === 'done') return 'The ticket is off sale.';
  if (offSale === 'requested')
    return 'Its seller has asked to take it off sale, and tickets waits for the event offer:closed.';
  return 'The ticket is on sale.';
}

function ofUser(id: string, now: readonly CurrentState[]): string {
  const user = now.find((state) => isKind(state, 'user'));
  if (!user) return `The user ${id} is not known to auth.`;
  const { deletedAt, sessions, isConfirmed } = user;
  if (deletedAt !== undefined) return `The account was deleted at ${String(deletedAt)}.`;
  const address = isConfirmed === true ? 'is confirmed' : 'is not confirmed';
  return `The account has ${String(sessions)} sessions, and its e-mail address ${address}.`;
}

const isKind = (state: CurrentState, kind: CurrentState['kind']): boolean => state.kind === kind;
