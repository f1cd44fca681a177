import { readBus } from './checker/bus';
import { fromTheBus, type Violation } from './checker/judge';
import { idOf } from './client';
import { flushRedis } from './nemesis';
import type { Rehearsal, Sale } from './rehearsal';

/** A scenario in which the lack of one guard must do harm. */
interface Control {
  readonly guard: string;
  /** The promise that must be seen to be broken. */
  readonly promise: string;
  /** While the guard is still there. */
  prepare(stage: Rehearsal): Promise<readonly Sale[]>;
  /** @returns the orders at which the harm must be seen */
  play(stage: Rehearsal, sales: readonly Sale[]): Promise<readonly string[]>;
  /** How long the platform has to mend what it can. */
  readonly mendMs: number;
}

const aTicket = async (stage: Rehearsal): Promise<Sale[]> => [
  { ticketId: await stage.ticket(), orderId: '', who: stage.buyer() },
];
const anOrder = async (stage: Rehearsal): Promise<Sale[]> => [await stage.order()];

const sweepMs = 8_500;
const manyBuyers = 20;
const holdSeconds = 6;

const controls: readonly Control[] = [
  {
    guard: 'unique-index',
    promise: '1',
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
    guard: 'outbox',
    promise: '2',
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
    promise: '4',
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
    promise: '6',
    mendMs: 7_000,
    prepare: async (stage) => Promise.all([stage.order(), stage.order(), stage.order()]),
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
    promise: '4',
    mendMs: 4_000,
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
    promise: '5',
    mendMs: (holdSeconds + 4) * 1000,
    prepare: aTicket,
    async play(stage, [sale]) {
      const { who = '', ticketId = '' } = sale ?? {};
      stage.tell('hold', String(holdSeconds));
      const orderId = idOf(await stage.client.order(who, ticketId)) ?? '';
      await stage.settled([orderId]);
      await flushRedis(stage.stage.stack.addresses.redis);
      return [orderId];
    },
  },
  {
    guard: 'pull-not-pop',
    promise: '2',
    mendMs: 4_000,
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

async function harmOf(stage: Rehearsal, ids: readonly string[]): Promise<readonly Violation[]> {
  const facts = await stage.facts();
  const messages = await readBus(stage.stage.natsUrl);
  const onTheBus = fromTheBus(facts, messages).filter((violation) =>
    ids.some((id) => violation.ids.includes(id)),
  );
  return [...(await stage.wrongWith(ids)), ...onTheBus];
}

/** Takes each guard away, plays what it guards against, and has the checker look. */
export async function negativeControls(stage: Rehearsal, only?: string): Promise<boolean> {
  let areFound = true;
  for (const control of controls) {
    const { guard, promise, mendMs } = control;
    if (only !== undefined && only !== guard) continue;
    const sales = await control.prepare(stage);
    const since = performance.now();
    stage.tell('break', guard);
    let harm: readonly Violation[];
    try {
      const ids = await control.play(stage, sales);
      await stage.wait(mendMs);
      harm = await harmOf(stage, ids);
    } finally {
      for (const file of ['break', 'armed', 'hold'] as const) stage.forget(file);
    }
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    const first = harm.find((violation) => violation.promise.startsWith(promise));
    areFound &&= first !== undefined;
    console.log(
      first
        ? `${guard.padEnd(23)} found in ${seconds} s: ${first.promise}: ${first.says}`
        : `${guard.padEnd(23)} NOT FOUND in ${seconds} s`,
    );
  }
  return areFound;
}
