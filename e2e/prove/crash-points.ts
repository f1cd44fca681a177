import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { AdmissionBody, NewDoorBody, PassBody } from '@ticketing-dev/common/contracts';

import { oneOf, wholeNumber } from '../kit/arguments';
import type { Facts } from '../kit/checker/facts';
import type { Entry } from '../kit/checker/history';
import { bodyOf, idOf } from '../kit/person';
import { seconds } from './checks';
import { proveCommand, runProve } from './command';
import { answered, onPlatform, type Platform, type Sale, until } from './platform';

const withinMs = 60_000;
const goodMs = 10_000;
const lastPointsMs = 1_500;
/** Longer than every service needs to receive the order. */
const holdSeconds = 8;

/** A part of a sale: what it starts with, what is done, and how to see that it is done. */
interface Flow {
  readonly name: string;
  prepare(platform: Platform): Promise<Sale>;
  act(platform: Platform, sale: Sale): Promise<unknown>;
  isDone(platform: Platform, sale: Sale): Promise<boolean>;
  /** Only the points of this service. The others are those of the same flow without a key. */
  readonly service?: string;
}

const ticketsOf = ({ tickets }: Facts, { buyer }: Sale): string[] =>
  tickets.filter(({ userId }) => userId === buyer.name).map(({ _id }) => _id);

const hasStatus =
  (status: string): Flow['isDone'] =>
  async (platform, { orderId }) =>
    (await platform.statusOf(orderId)) === status;

const key = 'the-only-key';
const inUse = 409;

/** A request with an idempotency key. */
interface KeyedRequest extends Omit<Flow, 'act' | 'isDone'> {
  send(platform: Platform, sale: Sale): Promise<Entry>;
  /** The ids of everything that requests of this buyer have made. */
  made(facts: Facts, sale: Sale): readonly string[];
  /** The charges, of which there must be one. */
  charges?(facts: Facts, sale: Sale): readonly unknown[];
}

/** Sends the request with its key until it succeeds, and once more. Both answers must be what is stored. */
const withKey = (request: KeyedRequest): Flow => ({
  ...request,
  async act(platform, sale) {
    const answer = async (): Promise<string | undefined> => {
      const entry = await answered(() => request.send(platform, sale));
      if (entry.status === inUse) return undefined;
      return idOf(entry) ?? `refused with ${entry.status}`;
    };
    const first = await until('an answer to the key', answer, withinMs);
    const second = await until('an answer to the key', answer, withinMs);
    const ids = request.made(await platform.facts(), sale);
    if (second !== first || ids.join() !== first) {
      throw new Error(`answered ${first}, then ${second}; stored: ${ids.join()}`);
    }
  },
  async isDone(platform, sale) {
    const facts = await platform.facts();
    const charges = request.charges?.(facts, sale).length ?? 1;
    return request.made(facts, sale).length === 1 && charges === 1;
  },
});

const paymentsOf = ({ payments }: Facts, { orderId }: Sale): string[] =>
  payments.filter((payment) => payment.orderId === orderId).map(({ _id }) => _id);
const chargesOf = ({ charges }: Facts, { orderId }: Sale) =>
  charges.filter((charge) => charge.transfer_group === orderId);

const keyedRequests: readonly KeyedRequest[] = [
  {
    name: 'sell-with-key',
    prepare: (platform) => Promise.resolve({ buyer: platform.buyer(), ticketId: '', orderId: '' }),
    send: (_platform, { buyer }) => buyer.sell(19.99, key),
    made: ticketsOf,
  },
  {
    name: 'order-with-key',
    service: 'orders',
    prepare: (platform) => platform.offer(),
    send: (_platform, { buyer, ticketId }) => buyer.order(ticketId, key),
    made: ({ orders }, { buyer }) =>
      orders.filter(({ userId }) => userId === buyer.name).map(({ _id }) => _id),
  },
  {
    name: 'pay-with-key',
    service: 'payments',
    prepare: (platform) => platform.order(),
    send: (_platform, { buyer, orderId }) => buyer.pay(orderId, 'tok_visa', key),
    made: paymentsOf,
    charges: chargesOf,
  },
  // Stripe's answer is lost, so the first answer is 503 and releases the key.
  {
    name: 'pay-503-with-key',
    service: 'payments',
    async prepare(platform) {
      const sale = await platform.order();
      platform.stripe.loseNext();
      return sale;
    },
    send: (_platform, { buyer, orderId }) => buyer.pay(orderId, 'tok_visa', key),
    made: paymentsOf,
    charges: chargesOf,
  },
];

/** What a buyer and a door need, by the order. */
const visits = new Map<string, { readonly token: string; readonly code: string }>();

/** The buyer shows one code in one attempt. Whatever dies, the answer must be `admitted`. */
const admit: Flow = {
  name: 'admit',
  service: 'tickets',
  async prepare(platform) {
    const sale = await platform.order();
    const { buyer, orderId, ticketId } = sale;
    await answered(() => buyer.pay(orderId));
    const pass = async () => bodyOf<PassBody>(await buyer.pass(orderId))?.code;
    const code = await until('a pass', pass, withinMs);
    const { token = '' } =
      bodyOf<NewDoorBody>(await answered(() => platform.seller.openDoor(ticketId))) ?? {};
    visits.set(orderId, { token, code });
    await platform.settled([ticketId, orderId]);
    return sale;
  },
  async act(_platform, { buyer, orderId }) {
    const { token = '', code = '' } = visits.get(orderId) ?? {};
    const attemptId = randomUUID();
    const entry = await answered(() => buyer.showCode(token, attemptId, code));
    const { result } = bodyOf<AdmissionBody>(entry) ?? {};
    if (result !== 'admitted') throw new Error(`the attempt was answered ${result}`);
  },
  isDone: async (platform, { ticketId }) =>
    (await platform.facts()).passes?.find(({ _id }) => _id === ticketId)?.state === 'admitted',
};

const flows: readonly Flow[] = [
  admit,
  {
    name: 'order',
    prepare: (platform) => platform.offer(),
    act: (_platform, { buyer, ticketId }) => answered(() => buyer.order(ticketId)),
    isDone: async (platform, { buyer, ticketId }) =>
      (await platform.facts()).orders.filter(
        ({ userId, ticket, status }) =>
          userId === buyer.name && ticket.id === ticketId && status === 'created',
      ).length === 1,
  },
  {
    name: 'cancel',
    prepare: (platform) => platform.order(),
    act: (_platform, { buyer, orderId }) => answered(() => buyer.cancel(orderId)),
    isDone: hasStatus('cancelled'),
  },
  {
    name: 'expire',
    prepare(platform) {
      platform.tell('hold', String(holdSeconds));
      return platform.order().finally(() => platform.forget('hold'));
    },
    act: () => Promise.resolve(),
    isDone: hasStatus('cancelled'),
  },
  {
    name: 'pay',
    prepare: (platform) => platform.order(),
    act: (_platform, { buyer, orderId }) => answered(() => buyer.pay(orderId)),
    isDone: hasStatus('complete'),
  },
  {
    name: 'release',
    prepare: (platform) => platform.order(),
    act: (platform, sale) => platform.cancelWhilePaying(sale, withinMs),
    isDone: hasStatus('cancelled'),
  },
  ...keyedRequests.map(withKey),
];

async function finish(platform: Platform, flow: Flow, sale: Sale): Promise<void> {
  await until(`${flow.name} is done`, () => flow.isDone(platform, sale), withinMs);
  const facts = await platform.facts();
  const orders = facts.orders.filter(({ ticket }) => ticket.id === sale.ticketId);
  const ids = [sale.ticketId, ...ticketsOf(facts, sale), ...orders.map(({ _id }) => _id)];
  await platform.settled(ids.filter(Boolean), withinMs);
}

/** The points that the flow passes, in this order. */
async function pointsOf(platform: Platform, flow: Flow): Promise<readonly string[]> {
  const sale = await flow.prepare(platform);
  platform.tell('record');
  await flow.act(platform, sale);
  await finish(platform, flow, sale);
  await delay(lastPointsMs);
  const points = new Set(platform.read('record')?.split('\n').filter(Boolean));
  platform.forget('record');
  return [...points].filter((point) => point.startsWith(flow.service ?? ''));
}

/** @returns how long the flow needed to end correctly after the crash, in milliseconds */
async function crashAt(platform: Platform, flow: Flow, point: string): Promise<number> {
  const sale = await flow.prepare(platform);
  platform.forget('hit');
  platform.tell('armed', point);
  const acting = flow.act(platform, sale);
  // It may fail before it is awaited.
  acting.catch(() => undefined);
  try {
    await until(`${point} is hit`, () => platform.read('hit') !== undefined, withinMs);
    const since = performance.now();
    await acting;
    await finish(platform, flow, sale);
    return performance.now() - since;
  } finally {
    platform.forget('armed');
    await acting.catch(() => undefined);
  }
}

const flowNames = flows.map(({ name }) => name);

const program = proveCommand(
  'prove:crash-points',
  `Kills a process at each await between a change and its acknowledgement, one point at a time. A flow that is interrupted
there must end correctly. The flows with a key repeat their request with the same key, and must make one ticket, order or
payment.`,
)
  .option('--platforms <count>', 'how many platforms share the work', wholeNumber(), 3)
  .option(
    '--only <flow>',
    `only the points of one flow: ${flowNames.join(', ')}`,
    oneOf(flowNames),
  );

runProve(program, async (where, { platforms, only }) => {
  const wanted = flows.filter(({ name }) => only === undefined || name === only);
  const times: number[] = [];
  const failures: string[] = [];

  const crashAtEach = async (
    platform: Platform,
    cases: Iterable<{ readonly flow: Flow; readonly point: string }>,
  ): Promise<boolean> => {
    for (const { flow, point } of cases) {
      const name = `${flow.name.padEnd(16)} ${point.padEnd(44)}`;
      try {
        const tookMs = await crashAt(platform, flow, point);
        times.push(tookMs);
        console.log(`  ${name} right again after ${seconds(tookMs)}`);
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error);
        failures.push(`${name} ${says}`);
        console.log(`  ${name} BROKEN: ${says}`);
      }
    }
    return failures.length === 0;
  };

  return onPlatform(where, async (first) => {
    // Before the first crash: the points of redelivered messages belong to other flows.
    const cases: { readonly flow: Flow; readonly point: string }[] = [];
    for (const flow of wanted) {
      const points = await pointsOf(first, flow);
      console.log(`${flow.name}: ${points.length} points`);
      cases.push(...points.map((point) => ({ flow, point })));
    }
    // All platforms take their cases from one iterator.
    const left = cases.values();
    const others = Array.from({ length: platforms - 1 }, (_, index) =>
      onPlatform({ ...where, seed: where.seed + 1 + index }, (each) => crashAtEach(each, left)),
    );
    await Promise.all([crashAtEach(first, left), ...others]);
    const slow = times.filter((tookMs) => tookMs > goodMs).length;
    console.log(
      `${times.length} of ${cases.length} crash points hit and mended, the slowest after ${seconds(Math.max(0, ...times))}, ${slow} after more than ${seconds(goodMs)}`,
    );
    for (const failure of failures) console.log(`  ${failure}`);
    return failures.length === 0 && cases.length > 0;
  });
});
