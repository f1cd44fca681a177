import { OrderStatus, type Versioned } from '@ticketing-dev/common';

import type { SimulatedPlatform, SimulatedProcess } from './platform';

type Event = Versioned & { readonly subject: string };

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Checks what must hold when nothing happens any more. It shares no rules with the services. */
export async function checkAtRest(
  platform: SimulatedPlatform,
  processes: readonly SimulatedProcess[],
): Promise<void> {
  await checkEvents(platform);
  checkSessions(platform, processes);
  checkTickets(platform);
  checkOrders(platform);
}

/** Every version of every ticket and order, and every authorised payment, must be published and handled. */
async function checkEvents(platform: SimulatedPlatform): Promise<void> {
  const { tickets, orders, payments, users, bus } = platform;
  const lost = (message: string): void => platform.fail('No lost event.', message);
  const events = bus.messages.map(({ subject, data }): Event => ({
    ...(JSON.parse(data) as Versioned),
    subject,
  }));
  for (const [kind, store] of [
    ['ticket:', tickets],
    ['order:', orders],
  ] as const) {
    for (const { id, version: newest } of store.all()) {
      const published = new Set(
        events
          .filter((event) => event.subject.startsWith(kind) && event.id === id)
          .map(({ version }) => version),
      );
      for (let version = 0; version <= newest; version += 1) {
        if (!published.has(version)) lost(`version ${version} of ${id} was not published`);
      }
    }
  }
  for (const { id, stripeId, slot, orderId } of payments.all()) {
    const isPublished = events.some(
      (event) => event.subject.startsWith('payment:') && event.id === id,
    );
    if (stripeId !== undefined && slot === orderId && !isPublished) {
      lost(`payment ${id} was not published`);
    }
  }
  for (const store of [orders, tickets, payments, users]) {
    const count = await store.countPending();
    if (count > 0) lost(`${count} aggregates have events that are not published`);
  }
  for (const { id, reason } of await platform.parking.list()) lost(`${id} was parked: ${reason}`);
  if (bus.undelivered().length > 0) lost('a message is never acknowledged');
}

/** By now every instance of every service has read which sessions have ended. */
function checkSessions(platform: SimulatedPlatform, processes: readonly SimulatedProcess[]): void {
  for (const { sid, endsAt } of platform.signedOut) {
    if (endsAt.getTime() <= platform.time) continue;
    for (const { name, useCases } of processes) {
      if (useCases.ended?.has(sid) !== false) continue;
      platform.fail('Sessions end.', `${name} accepts the cookie of ${sid}, which was signed out`);
    }
  }
}

function checkTickets(platform: SimulatedPlatform): void {
  const differ = (message: string): void => platform.fail('Replicas converge.', message);
  for (const { id, version, title, priceInCents, orderId } of platform.tickets.all()) {
    const copy = platform.ticketsOfOrders.get(id);
    if (!copy || !same(copy, { id, version, title, priceInCents })) {
      differ(`the copy of ticket ${id} in orders is not the newest`);
    }
    const live = platform.liveOrders(id)[0]?.id;
    if (orderId !== live) {
      differ(`ticket ${id} names ${orderId ?? 'no order'}, its live order is ${live ?? 'none'}`);
    }
  }
}

function checkOrders(platform: SimulatedPlatform): void {
  const { ordersOfTickets, ordersOfPayments, stripe } = platform;
  for (const { id, version, status, ticket } of platform.orders.all()) {
    for (const copies of [ordersOfTickets, ordersOfPayments]) {
      const copy = copies.get(id);
      if (copy?.version !== version || copy.status !== status) {
        platform.fail('Replicas converge.', `a copy of order ${id} is not the newest`);
      }
    }
    const wrong = (message: string): void =>
      platform.fail('Money follows the order.', `${id} ${message}`);
    const charges = stripe.charges.filter(({ orderId }) => orderId === id);
    const kept = charges.filter(({ captured, refunded }) => captured && !refunded);
    if (status === OrderStatus.Complete && kept.length !== 1) {
      wrong(`is complete with ${kept.length} charges`);
    }
    if (status === OrderStatus.Cancelled && charges.some(({ captured }) => captured)) {
      wrong('is cancelled and its buyer was charged');
    }
    if (charges.some(({ captured, refunded }) => !captured && !refunded)) {
      wrong('has ended and a charge is still authorised');
    }
    for (const { amount } of charges) {
      if (amount !== ticket.priceInCents) wrong(`was charged ${amount} cents`);
    }
    if (status !== OrderStatus.Complete && status !== OrderStatus.Cancelled) {
      platform.fail('Holds end.', `${id} still reserves its ticket, long after its time`);
    }
  }
}
