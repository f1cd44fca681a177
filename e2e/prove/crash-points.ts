import { setTimeout as delay } from 'node:timers/promises';

import type { Rehearsal, Sale } from './rehearsal';

const hitMs = 60_000;
const hopelessMs = 60_000;
const goodMs = 10_000;
const afterglowMs = 1_500;
/** Longer than its order needs to be heard of everywhere. */
const holdSeconds = 8;

/** A piece of a buyer's way: what must be there, what is done, and how one sees that it is done. */
interface Flow {
  readonly name: string;
  prepare(stage: Rehearsal): Promise<Sale>;
  act(stage: Rehearsal, subject: Sale): Promise<void>;
  isDone(stage: Rehearsal, subject: Sale): Promise<boolean>;
}

const hasStatus =
  (status: string): Flow['isDone'] =>
  async (stage, { orderId }) =>
    (await stage.statusOf(orderId)) === status;

const flows: readonly Flow[] = [
  {
    name: 'order',
    prepare: async (stage) => ({ who: stage.buyer(), ticketId: await stage.ticket(), orderId: '' }),
    act: (stage, { who, ticketId }) => stage.persist(() => stage.client.order(who, ticketId)),
    isDone: async (stage, { who, ticketId }) =>
      (await stage.facts()).orders.filter(
        ({ userId, ticket, status }) =>
          userId === who && ticket.id === ticketId && status === 'created',
      ).length === 1,
  },
  {
    name: 'cancel',
    prepare: (stage) => stage.order(),
    act: (stage, { who, orderId }) => stage.persist(() => stage.client.cancel(who, orderId)),
    isDone: hasStatus('cancelled'),
  },
  {
    name: 'expire',
    async prepare(stage) {
      stage.tell('hold', String(holdSeconds));
      try {
        return await stage.order();
      } finally {
        stage.forget('hold');
      }
    },
    act: () => Promise.resolve(),
    isDone: hasStatus('cancelled'),
  },
  {
    name: 'pay',
    prepare: (stage) => stage.order(),
    act: (stage, { who, orderId }) => stage.persist(() => stage.client.pay(who, orderId)),
    isDone: hasStatus('complete'),
  },
  {
    name: 'release',
    prepare: (stage) => stage.order(),
    async act(stage, { who, orderId }) {
      const letGo = stage.stage.stripe.hold();
      try {
        // Asked again: whoever dies before it has written the payment leaves none behind.
        const paying = stage.persist(() => stage.client.pay(who, orderId));
        await stage.until(
          'a charge',
          async () =>
            (await stage.facts()).charges.find((charge) => charge.transfer_group === orderId),
          hopelessMs,
        );
        await stage.persist(() => stage.client.cancel(who, orderId));
        await stage.until(
          'payments hears of it',
          async () =>
            (await stage.facts()).copies.ordersOfPayments.find(
              ({ _id, status }) => _id === orderId && status === 'cancelled',
            ),
          hopelessMs,
        );
        letGo();
        await paying;
      } finally {
        letGo();
      }
    },
    isDone: hasStatus('cancelled'),
  },
];

async function finish(stage: Rehearsal, flow: Flow, subject: Sale): Promise<void> {
  await stage.until(
    `${flow.name} is done`,
    async () => ((await flow.isDone(stage, subject)) ? true : undefined),
    hopelessMs,
  );
  const { orders } = await stage.facts();
  const ids = orders.filter(({ ticket }) => ticket.id === subject.ticketId).map(({ _id }) => _id);
  await stage.settled([subject.ticketId, ...ids], hopelessMs);
}

/** Every point that the flow passes, in the order of passing. */
async function pointsOf(stage: Rehearsal, flow: Flow): Promise<readonly string[]> {
  const subject = await flow.prepare(stage);
  stage.tell('record');
  await flow.act(stage, subject);
  await finish(stage, flow, subject);
  await delay(afterglowMs);
  const points = new Set(stage.read('record').split('\n').filter(Boolean));
  stage.forget('record');
  return [...points];
}

/** @returns how long it took to come right after the crash, in milliseconds */
async function crashAt(stage: Rehearsal, flow: Flow, point: string): Promise<number> {
  const subject = await flow.prepare(stage);
  stage.forget('hit');
  stage.tell('armed', point);
  const acting = flow.act(stage, subject);
  try {
    await stage.until(`${point} is hit`, () => (stage.isThere('hit') ? true : undefined), hitMs);
    const since = performance.now();
    await acting;
    await finish(stage, flow, subject);
    return performance.now() - since;
  } finally {
    stage.forget('armed');
    await acting.catch(() => undefined);
  }
}

interface Case {
  readonly flow: Flow;
  readonly point: string;
}

/** Kills whoever comes to a point, at each point of each flow alone; the stages share the work. */
export async function crashPoints(stages: readonly Rehearsal[]): Promise<boolean> {
  const [first] = stages;
  if (!first) throw new Error('no stage');
  // All of them before the first crash: redeliveries would bring in points of other flows.
  const cases: Case[] = [];
  for (const flow of flows) {
    const points = await pointsOf(first, flow);
    console.log(`${flow.name}: ${points.length} points`);
    cases.push(...points.map((point) => ({ flow, point })));
  }

  let next = 0;
  const times: number[] = [];
  const failures: string[] = [];
  const work = async (stage: Rehearsal): Promise<void> => {
    for (let each = cases[next++]; each; each = cases[next++]) {
      const { flow, point } = each;
      const name = `${flow.name.padEnd(8)} ${point.padEnd(44)}`;
      try {
        const milliseconds = await crashAt(stage, flow, point);
        times.push(milliseconds);
        console.log(`  ${name} right again after ${(milliseconds / 1000).toFixed(1)} s`);
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error);
        failures.push(`${name} ${says}`);
        console.log(`  ${name} BROKEN: ${says}`);
      }
    }
  };
  await Promise.all(stages.map(work));

  const slow = times.filter((milliseconds) => milliseconds > goodMs).length;
  console.log(
    `${times.length} of ${cases.length} crash points hit and mended, the slowest after ${(Math.max(0, ...times) / 1000).toFixed(1)} s, ${slow} after more than ${goodMs / 1000} s`,
  );
  for (const failure of failures) console.log(`  ${failure}`);
  return failures.length === 0;
}
