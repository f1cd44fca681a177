import { setTimeout as delay } from 'node:timers/promises';

import { readBus } from '../kit/checker/bus';
import { atRest, fromTheBus, fromTheDoors, type Violation } from '../kit/checker/judge';
import { checkLinearizable } from '../kit/checker/ticket-models';
import { idOf, type Person } from '../kit/person';
import { inPool } from '../kit/pool';
import { createRandom } from '../kit/random';
import { seconds } from './checks';
import { loadHotTickets } from './hot-tickets';
import { type Platform, type Sale, until } from './platform';
import { createVisits } from './visits';

/** A scenario in which a promise must break if one guard is removed. */
interface Control {
  readonly guard: string;
  /** What the checker must say then. */
  readonly finds: RegExp;
  /** The time that the platform has for repairs. With its guard it must need less. */
  readonly mendMs: number;
  /** Whether the scenario starts with an order, and not with a ticket. */
  readonly isOrdered: boolean;
  /** How many buyers do the same; one by default. */
  readonly times?: number;
  /** @returns the orders for which the promise must break */
  play(platform: Platform, sale: Sale): Promise<readonly string[]>;
}

/** An event that remains in an outbox waits for 5 s, then for a sweep every 2 s. The rest is for a slow machine. */
const sweepMs = 9_000;
const longestMs = 30_000;
const everyMs = 500;
const manyBuyers = 20;
const holdSeconds = 6;
const hotRequests = 1_000;
const ordersAgain = 10;
const slowQueryMs = 100;

/** Many buyers order one ticket concurrently. Each of them spells its id in another way. */
const crowd: Omit<Control, 'guard'> = {
  finds: / stand for the ticket /,
  mendMs: 1_000,
  isOrdered: false,
  // On a busy machine the first order of a crowd may be seen by all others.
  times: 4,
  async play(platform, { ticketId }) {
    const buyers = Array.from({ length: manyBuyers }, () => platform.buyer());
    const entries = await Promise.all(buyers.map((buyer) => buyer.order(ticketId)));
    return entries.map(idOf).filter((id) => id !== undefined);
  },
};

/** The buyer pays, and shows the code at two doors concurrently. */
async function visitAgain(
  platform: Platform,
  { buyer, ticketId, orderId }: Sale,
): Promise<string[]> {
  await buyer.pay(orderId);
  const instances = platform.atEachInstance('tickets', buyer.name);
  await createVisits().visit({ seller: platform.seller, buyer, ticketId, orderId, instances });
  return [ticketId];
}

const controls: readonly Control[] = [
  { guard: 'unique-index', ...crowd },
  // Two guards, each of which is enough. The simulation removes them one at a time.
  { guard: 'canonical-ids', ...crowd },
  {
    guard: 'outbox',
    finds: /^version 0 of .* is not in its owner's log$/,
    mendMs: sweepMs,
    isOrdered: false,
    async play(platform, { buyer, ticketId }) {
      platform.tell('armed', 'orders: order insert, after');
      await buyer.order(ticketId);
      const { orders } = await platform.facts();
      return orders.filter(({ userId }) => userId === buyer.name).map(({ _id }) => _id);
    },
  },
  {
    guard: 'idempotency-key',
    finds: /an authorisation is left|was charged 2 times/,
    mendMs: sweepMs + 3_000,
    isOrdered: true,
    async play(platform, { buyer, orderId }) {
      platform.stripe.loseNext();
      await buyer.pay(orderId);
      return [orderId];
    },
  },
  {
    guard: 'version-guard',
    finds: /was (complete|cancelled) and became/,
    mendMs: 7_000,
    isOrdered: true,
    // On a busy machine the faster instance of orders is done before the buyer cancels. Some go to the slower one.
    times: 8,
    async play(_platform, { buyer, orderId }) {
      await buyer.pay(orderId);
      await buyer.cancel(orderId);
      return [orderId];
    },
  },
  {
    guard: 'capture-after-complete',
    finds: /is cancelled and its buyer was charged/,
    mendMs: sweepMs,
    isOrdered: true,
    async play(platform, sale) {
      await platform.cancelWhilePaying(sale, 10_000);
      return [sale.orderId];
    },
  },
  {
    guard: 'overdue-sweep',
    finds: /still holds its ticket/,
    mendMs: (holdSeconds + 4) * 1000,
    isOrdered: false,
    async play(platform, { buyer, ticketId }) {
      platform.tell('hold', String(holdSeconds));
      const orderId = idOf(await buyer.order(ticketId)) ?? '';
      await platform.settled([orderId]);
      await platform.wipeRedis();
      return [orderId];
    },
  },
  {
    guard: 'pull-not-pop',
    finds: /^version 1 of .* is not in its owner's log$/,
    mendMs: sweepMs,
    isOrdered: false,
    async play(platform, { buyer, ticketId }) {
      const { stack } = platform;
      platform.tell('lease');
      await stack.stop('nats');
      const orderId = idOf(await buyer.order(ticketId)) ?? '';
      // A relay that is new sweeps as soon as the bus is back.
      await Promise.all(
        ['orders-1', 'orders-2'].map(async (name) => {
          await stack.stop(name);
          await stack.start(name);
        }),
      );
      await stack.start('nats');
      // Both relays publish the event concurrently, and the faster one removes it.
      const isSent = async (): Promise<boolean> =>
        (await platform.facts()).orders.find(({ _id }) => _id === orderId)?.outbox?.length === 0;
      await until('the first event is sent', isSent, 10_000);
      await stack.stop('nats');
      await buyer.cancel(orderId);
      // The slower one removes what it has published, from the front.
      await until('the second event is gone', isSent, 10_000).catch(() => undefined);
      await stack.start('nats');
      return [orderId];
    },
  },
  {
    guard: 'single-admission',
    finds: /^seat .* was admitted \d+ times$/,
    mendMs: 0,
    isOrdered: true,
    // On a busy machine the faster instance may be done before the slower one reads the pass.
    times: 8,
    play: visitAgain,
  },
  {
    guard: 'valid-pass',
    finds: /^seat .* was admitted \d+ times$/,
    mendMs: 0,
    isOrdered: true,
    play: visitAgain,
  },
  {
    guard: 'pass-of-complete-order',
    finds: /^tickets has a pass of .*, which is not paid$/,
    mendMs: 0,
    isOrdered: true,
    async play(platform, { buyer, orderId }) {
      await platform.settled([orderId]);
      await buyer.pass(orderId);
      return [orderId];
    },
  },
  {
    guard: 'fresh-reads',
    finds: /^the reads and edits .* not linearizable/,
    mendMs: 0,
    isOrdered: false,
    play(platform) {
      // A faster query is seldom still running when an edit that it missed has been answered.
      platform.tell('slow', String(slowQueryMs));
      return loadHotTickets(platform, createRandom(1), hotRequests);
    },
  },
  {
    guard: 'fresh-reads',
    finds: /^the claims .* not linearizable/,
    mendMs: 0,
    isOrdered: false,
    times: 8,
    async play(platform, { buyer, ticketId }) {
      platform.tell('slow', String(slowQueryMs));
      const at = (name: string): Person => platform.atEachInstance('orders', name)[0] as Person;
      const [mine, rival] = [at(buyer.name), at(`rival of ${buyer.name}`)];
      for (let left = ordersAgain; left > 0; left -= 1) {
        const orderId = idOf(await mine.order(ticketId)) ?? '';
        const rivalsOrder = rival.order(ticketId);
        // While the rival waits for the query that finds this order.
        await delay((0.2 + Math.random() * 0.6) * slowQueryMs);
        await mine.cancel(orderId);
        // Refused if it joins the query of the rival. No other order has the ticket.
        const again = idOf(await mine.order(ticketId));
        const rivals = idOf(await rivalsOrder);
        if (again !== undefined) await mine.cancel(again);
        if (rivals !== undefined) await rival.cancel(rivals);
      }
      return [ticketId];
    },
  },
];

export const guardNames = [...new Set(controls.map(({ guard }) => guard))];

const prepare = (platform: Platform, { isOrdered, times = 1 }: Control): Promise<Sale[]> =>
  inPool(Array.from({ length: times }), times, () =>
    isOrdered ? platform.order() : platform.offer(),
  );

async function play(platform: Platform, control: Control, sales: Sale[]): Promise<string[]> {
  return (await Promise.all(sales.map((sale) => control.play(platform, sale)))).flat();
}

async function violationsOf(
  platform: Platform,
  { finds }: Control,
  ids: readonly string[],
): Promise<readonly Violation[]> {
  const facts = await platform.facts();
  const messages = await readBus(platform.addresses.nats);
  const { violations } = checkLinearizable(platform.history.entries, ids);
  const doors = fromTheDoors(platform.history.entries);
  return [...atRest(facts), ...fromTheBus(facts, messages), ...doors, ...violations].filter(
    ({ says, ids: about }) => finds.test(says) && ids.some((id) => about.includes(id)),
  );
}

/** What a scenario may have told the services. */
const told = ['break', 'armed', 'hold', 'lease', 'slow'] as const;
/** A harm depends on the order of two processes, which a busy machine may keep apart in one round. */
const mostRounds = 3;

type Result = readonly [isGood: boolean, says: string];

/** Plays the scenario with the guard, and then without it. */
async function proveGuard(platform: Platform, control: Control): Promise<Result> {
  const withGuard = await play(platform, control, await prepare(platform, control));
  const mended = performance.now() + control.mendMs;
  while ((await violationsOf(platform, control, withGuard)).length > 0) {
    if (performance.now() > mended) return [false, 'VIOLATION although the guard is there'];
    await delay(everyMs);
  }

  for (let round = 1; round <= mostRounds; round += 1) {
    platform.forget(...told);
    // Before the guard is removed.
    const sales = await prepare(platform, control);
    const since = performance.now();
    platform.tell('break', control.guard);
    const ids = await play(platform, control, sales);
    await delay(control.mendMs);
    const tookMs = performance.now() - since;
    const [first] = await violationsOf(platform, control, ids);
    if (!first) continue;
    const took = `in ${seconds(tookMs)}`;
    if (tookMs > longestMs) return [false, `found, but only ${took}: ${first.says}`];
    return [true, `found ${took}, and not with it: ${first.promise}: ${first.says}`];
  }
  return [false, `NOT FOUND in ${mostRounds} rounds`];
}

/**
 * Removes each guard in turn; the checker must find what it prevents, and only then.
 *
 * @param named the guard's name, or `all`
 */
export async function proveGuards(platform: Platform, named: string): Promise<boolean> {
  let areGood = true;
  for (const control of controls.filter(({ guard }) => named === 'all' || guard === named)) {
    const [isGood, says] = await proveGuard(platform, control).finally(() =>
      platform.forget(...told),
    );
    areGood &&= isGood;
    console.log(`${control.guard.padEnd(23)} ${says}`);
  }
  return areGood;
}
