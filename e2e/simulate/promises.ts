import { OrderStatus, type Versioned } from '@ticketing-dev/common';

import type { Running } from './services';
import type { World } from './world';

interface Said extends Versioned {
  readonly subject: string;
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What must hold once everything is quiet, said by nobody's rules but these. */
export async function checkAtRest(world: World, running: readonly Running[]): Promise<void> {
  const { stripe, bus } = world;
  const orders = world.orders.all();
  const tickets = world.tickets.all();
  const said = bus.messages.map(({ subject, data }) => ({
    ...(JSON.parse(data) as Versioned),
    subject,
  }));
  noLostEvent(world, said);
  const unsent = await Promise.all(
    [world.orders, world.tickets, world.payments, world.users].map((store) => store.countPending()),
  );
  if (unsent.some((count) => count > 0)) {
    world.breaks('No lost event.', `events are still unsent: ${unsent.join(', ')}`);
  }
  const parked = await world.parking.list();
  for (const { id, reason } of parked) {
    world.breaks('No lost event.', `${id} was parked: ${reason}`);
  }
  if (bus.undelivered().length > 0) {
    world.breaks('No lost event.', 'a message is never acknowledged');
  }

  // By now the event was heard by every service, and each of its instances has looked.
  for (const { sid, endsAt } of world.signedOut) {
    const isOver = endsAt.getTime() <= world.time;
    const takers = running.filter(({ ended }) => ended && !isOver && !ended.has(sid));
    for (const { process } of takers) {
      world.breaks('Sessions end.', `${process.name} takes ${sid}'s cookie, who has signed out`);
    }
  }

  for (const { id, version, title, priceInCents, orderId } of tickets) {
    const copy = world.ticketsOfOrders.get(id);
    if (!copy || !same(copy, { id, version, title, priceInCents })) {
      world.breaks('Replicas converge.', `orders' copy of ticket ${id} is not the newest`);
    }
    const live = orders.find(
      ({ ticket, status }) => ticket.id === id && status !== OrderStatus.Cancelled,
    );
    if (orderId !== live?.id) {
      world.breaks(
        'Replicas converge.',
        `ticket ${id} names ${orderId ?? 'no order'}, its live order is ${live?.id ?? 'none'}`,
      );
    }
  }

  for (const { id, version, status, ticket } of orders) {
    for (const copies of [world.ordersOfTickets, world.ordersOfPayments]) {
      const copy = copies.get(id);
      if (copy?.version !== version || copy.status !== status) {
        world.breaks('Replicas converge.', `a copy of order ${id} is not the newest`);
      }
    }
    const charges = stripe.charges.filter(({ orderId }) => orderId === id);
    const kept = charges.filter(({ captured, refunded }) => captured && !refunded);
    const held = charges.filter(({ captured, refunded }) => !captured && !refunded);
    if (status === OrderStatus.Complete && kept.length !== 1) {
      world.breaks('Money follows the order.', `${id} is complete with ${kept.length} charges`);
    }
    if (status === OrderStatus.Cancelled && charges.some(({ captured }) => captured)) {
      world.breaks('Money follows the order.', `${id} is cancelled and its buyer was charged`);
    }
    if (held.length > 0) {
      world.breaks('Money follows the order.', `${id} has ended and holds money on a card`);
    }
    for (const { amount } of charges) {
      if (amount !== ticket.priceInCents) {
        world.breaks('Money follows the order.', `${id} was charged ${amount} cents`);
      }
    }
    if (status !== OrderStatus.Complete && status !== OrderStatus.Cancelled) {
      world.breaks('Holds end.', `${id} still holds its ticket, long after its time`);
    }
  }
}

/** Every version of every ticket and order, and every authorised payment, must have come to the bus. */
function noLostEvent(world: World, said: readonly Said[]): void {
  const wasSaid = (kind: string, id: string, version?: number): boolean =>
    said.some(
      (each) =>
        each.subject.startsWith(kind) &&
        each.id === id &&
        (version === undefined || each.version === version),
    );
  for (const [kind, all] of [
    ['ticket:', world.tickets.all()],
    ['order:', world.orders.all()],
  ] as const) {
    for (const { id, version: newest } of all) {
      for (let version = 0; version <= newest; version += 1) {
        if (!wasSaid(kind, id, version)) {
          world.breaks('No lost event.', `nobody was told version ${version} of ${kind} ${id}`);
        }
      }
    }
  }
  for (const { id, stripeId, slot, orderId } of world.payments.all()) {
    if (stripeId !== undefined && slot === orderId && !wasSaid('payment:', id)) {
      world.breaks('No lost event.', `nobody was told of payment ${id}`);
    }
  }
}
