import { setTimeout as delay } from 'node:timers/promises';

import { readBus } from '../kit/checker/bus';
import { atRest, fromTheBus, type Violation } from '../kit/checker/judge';
import { idOf } from './client';
import { flushRedis } from './nemesis';
import type { Rehearsal, Sale } from './rehearsal';
import { seconds } from './report';

/** A scenario in which the lack of one guard must do harm. */
interface Control {
  readonly guard: string;
  /** What the checker must say of what the lack of the guard did. */
  readonly harm: RegExp;
  /** While the guard is still there. */
  prepare(stage: Rehearsal): Promise<readonly Sale[]>;
  /** @returns the orders at which the harm must be seen */
  play(stage: Rehearsal, sales: readonly Sale[]): Promise<readonly string[]>;
  /** How long the platform has to mend what it can: with its guard it must need less. */
  readonly mendMs: number;
}

const aTicket = async (stage: Rehearsal): Promise<Sale[]> => [
  { ticketId: await stage.ticket(), orderId: '', who: stage.buyer() },
];
const anOrder = async (stage: Rehearsal): Promise<Sale[]> => [await stage.order()];

/** What is left in an outbox waits for 5 s, then for a sweep of every 2 s; a little for the machine. */
const sweepMs = 9_000;
const longestMs = 20_000;
const everyMs = 500;
const manyBuyers = 20;
const holdSeconds = 6;

const controls: readonly Control[] = [
  {
    guard: 'unique-index',
    harm: / stand for the ticket /,
    mendMs: 1_000,
    prepare: aTicket,
    async play(stage, [sale]) {
      const buyers = Array.from({ length: manyBuyers }, () => stage.buyer());
      const { ticketId = '' } = sale ?? {};
      const orders = await Promise.all(buyers.map((who) => stage.client.order(who, ticketId)));
      return orders.map(idOf).filter((id) => id !== undefined);
    },
  },
  {
    // Two guards, each enough alone: the simulation tries them one at a time.
    guard: 'canonical-ids',
    harm: / stand for the ticket /,
    mendMs: 1_000,
    prepare: aTicket,
    async play(stage, [sale]) {
      const buyers = Array.from({ length: manyBuyers }, () => stage.buyer());
      const { ticketId = '' } = sale ?? {};
      // Each buyer's client spells it in its own way.
      const orders = await Promise.all(buyers.map((who) => stage.client.order(who, ticketId)));
      return orders.map(idOf).filter((id) => id !== undefined);
    },
  },
  {
    guard: 'outbox',
    harm: /^version 0 of .* is not in its owner's log$/,
    mendMs: sweepMs,
    prepare: aTicket,
    async play(stage, [sale]) {
      const { ticketId = '', who = '' } = sale ?? {};
      stage.tell('armed', 'orders: order insert, after');
      await stage.client.order(who, ticketId);
      const { orders } = await stage.facts();
      return orders.filter(({ userId }) => userId === who).map(({ _id }) => _id);
    },
  },
  {
    guard: 'idempotency-key',
    harm: /an authorisation is left|was charged 2 times/,
    mendMs: sweepMs + 3_000,
    prepare: anOrder,
    async play(stage, [sale]) {
      const { who = '', orderId = '' } = sale ?? {};
      stage.stage.stripe.loseNext();
      await stage.client.pay(who, orderId);
      return [orderId];
    },
  },
  {
    guard: 'version-guard',
    harm: /was (complete|cancelled) and became/,
    mendMs: 7_000,
    // On a busy machine the quicker instance of orders is done before the buyer cancels: some go to the slower one.
    prepare: (stage) => Promise.all(Array.from({ length: 8 }, () => stage.order())),
    async play(stage, sales) {
      await Promise.all(
        sales.map(async ({ who, orderId }) => {
          await stage.client.pay(who, orderId);
          await stage.client.cancel(who, orderId);
        }),
      );
      return sales.map(({ orderId }) => orderId);
    },
  },
  {
    guard: 'capture-after-complete',
    harm: /is cancelled and its buyer was charged/,
    mendMs: sweepMs,
    prepare: anOrder,
    async play(stage, [sale]) {
      const { who = '', orderId = '' } = sale ?? {};
      const letGo = stage.stage.stripe.hold();
      const paying = stage.client.pay(who, orderId);
      await stage.until(
        'a charge',
        async () =>
          (await stage.facts()).charges.find((charge) => charge.transfer_group === orderId),
        10_000,
      );
      await stage.client.cancel(who, orderId);
      letGo();
      await paying;
      return [orderId];
    },
  },
  {
    guard: 'overdue-sweep',
    harm: /still holds its ticket/,
    mendMs: (holdSeconds + 4) * 1000,
    prepare: aTicket,
    async play(stage, [sale]) {
      const { who = '', ticketId = '' } = sale ?? {};
      stage.tell('hold', String(holdSeconds));
      const orderId = idOf(await stage.client.order(who, ticketId)) ?? '';
      await stage.settled([orderId]);
      await flushRedis(stage.stage.addresses.redis);
      return [orderId];
    },
  },
  {
    guard: 'pull-not-pop',
    harm: /^version 1 of .* is not in its owner's log$/,
    mendMs: sweepMs,
    prepare: aTicket,
    async play(stage, [sale]) {
      const { who = '', ticketId = '' } = sale ?? {};
      const { stack } = stage.stage;
      await stack.stop('nats');
      const orderId = idOf(await stage.client.order(who, ticketId)) ?? '';
      await stack.start('nats');
      // Both relays say it at once, and the quicker one takes it out.
      const isSent = async (): Promise<true | undefined> => {
        const order = (await stage.facts()).orders.find(({ _id }) => _id === orderId);
        return order?.outbox?.length === 0 ? true : undefined;
      };
      await stage.until('the first event is sent', isSent, 10_000);
      await stack.stop('nats');
      await stage.client.cancel(who, orderId);
      // The slower one takes out what it has said, from the front.
      await stage.until('the second event is gone', isSent, 10_000).catch(() => undefined);
      await stack.start('nats');
      return [orderId];
    },
  },
];

export const guardNames = controls.map(({ guard }) => guard);

async function harmOf(
  stage: Rehearsal,
  { harm }: Control,
  ids: readonly string[],
): Promise<readonly Violation[]> {
  const facts = await stage.facts();
  const messages = await readBus(stage.stage.addresses.nats);
  return [...atRest(facts), ...fromTheBus(facts, messages)].filter(
    ({ says, ids: about }) => harm.test(says) && ids.some((id) => about.includes(id)),
  );
}

/** The scenario with the guard there: the checker must see no harm once what can be mended is mended. */
async function isHarmless(stage: Rehearsal, control: Control): Promise<boolean> {
  const ids = await control.play(stage, await control.prepare(stage));
  const end = performance.now() + control.mendMs;
  while ((await harmOf(stage, control, ids)).length > 0) {
    if (performance.now() > end) return false;
    await delay(everyMs);
  }
  return true;
}

/** Takes each guard away, plays what it guards against, and has the checker look. */
export async function negativeControls(stage: Rehearsal, only?: string): Promise<boolean> {
  let areFound = true;
  const say = (guard: string, isGood: boolean, says: string): void => {
    areFound &&= isGood;
    console.log(`${guard.padEnd(23)} ${says}`);
  };
  for (const control of controls.filter(({ guard }) => only === undefined || only === guard)) {
    const { guard, mendMs } = control;
    const forget = (...names: Parameters<Rehearsal['forget']>[0][]): void => {
      for (const file of names) stage.forget(file);
    };
    const isHarmlessWithIt = await isHarmless(stage, control).finally(() =>
      forget('armed', 'hold'),
    );
    if (!isHarmlessWithIt) {
      say(guard, false, 'HARM although the guard is there');
      continue;
    }
    const sales = await control.prepare(stage);
    const since = performance.now();
    stage.tell('break', guard);
    let harm: readonly Violation[];
    let tookMs: number;
    try {
      const ids = await control.play(stage, sales);
      await delay(mendMs);
      tookMs = performance.now() - since;
      harm = await harmOf(stage, control, ids);
    } finally {
      forget('break', 'armed', 'hold');
    }
    const [first] = harm;
    const took = `in ${seconds(tookMs)}`;
    if (!first) say(guard, false, `NOT FOUND ${took}`);
    else if (tookMs > longestMs) say(guard, false, `found, but only ${took}: ${first.says}`);
    else say(guard, true, `found ${took}, and not with it: ${first.promise}: ${first.says}`);
  }
  return areFound;
}
