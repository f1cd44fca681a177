import type { Versioned } from '@ticketing-dev/common';
import type { MemoryAggregateStore } from '@ticketing-dev/common/testing';

import { type Facts, type Message, split } from '../kit/checker/facts';
import { everySeatIsAdmittedOnce } from '../kit/checker/admissions';
import { atRest, fromTheBus } from '../kit/checker/judge';
import type { SimulatedPlatform, SimulatedProcess } from './platform';

/** Checks what must hold when nothing happens any more. */
export async function checkAtRest(
  platform: SimulatedPlatform,
  processes: readonly SimulatedProcess[],
): Promise<void> {
  const messages = messagesOf(platform);
  const facts = await factsOf(platform, messages);
  for (const { promise, says } of [...fromTheBus(facts, messages), ...atRest(facts)]) {
    platform.fail(promise, says);
  }
  for (const [says] of everySeatIsAdmittedOnce(platform.answered)) {
    platform.fail('8 One admission', says);
  }
  if (platform.bus.undelivered().length > 0) {
    platform.fail('2 No lost event', 'a message is never acknowledged');
  }
  checkSessions(platform, processes);
}

/** By now every instance of every service has read which sessions have ended. */
function checkSessions(platform: SimulatedPlatform, processes: readonly SimulatedProcess[]): void {
  for (const { sid, endsAt } of platform.signedOut) {
    if (endsAt.getTime() <= platform.time) continue;
    for (const { name, useCases } of processes) {
      if (useCases.ended?.has(sid) !== false) continue;
      platform.fail('Sessions end', `${name} accepts the cookie of ${sid}, which was signed out`);
    }
  }
}

const messagesOf = ({ bus }: SimulatedPlatform): Message[] =>
  bus.messages.map(({ data, ...message }, storedAt) => ({
    ...message,
    storedAt,
    data: JSON.parse(data) as Message['data'],
  }));

/** As the document of a database. */
const stored = <T extends Versioned>({ id, ...fields }: T) => ({ _id: id, ...fields });

const storedWithOutbox = <T extends Versioned>(store: MemoryAggregateStore<T>) =>
  Promise.all(
    store.all().map(async (each) => ({
      ...stored(each),
      outbox: await store.pendingOf([each.id]),
    })),
  );

/** What the checker would read from the databases and from Stripe. */
async function factsOf(platform: SimulatedPlatform, messages: readonly Message[]): Promise<Facts> {
  const { ordersOfTickets, ticketsOfOrders, ordersOfPayments } = platform;
  const parked = await platform.parking.list();
  return {
    now: new Date(platform.time),
    users: await storedWithOutbox(platform.users),
    tickets: await storedWithOutbox(platform.tickets),
    ...split(await storedWithOutbox(platform.orders)),
    payments: await storedWithOutbox(platform.payments),
    passes: await storedWithOutbox(platform.passes),
    copies: {
      ordersOfTickets: [...ordersOfTickets.values()].map(stored),
      ticketsOfOrders: [...ticketsOfOrders.values()].map(stored),
      ordersOfPayments: [...ordersOfPayments.values()].map(stored),
    },
    // What was published counts, not the logs: without an outbox nothing is logged, and not every event is lost.
    events: messages.map(({ subject, data: { eventId = '', id = '', version = 0 } }) => ({
      _id: eventId,
      aggregateId: id,
      version,
      subject,
      occurredAt: '',
    })),
    parked: parked.map(({ id, reason }) => `${id}: ${reason}`),
    charges: platform.stripe.charges,
  };
}
