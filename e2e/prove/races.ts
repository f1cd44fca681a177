import { setTimeout as delay } from 'node:timers/promises';

import { oneOf, wholeNumber } from '../kit/arguments';
import type { Facts } from '../kit/checker/facts';
import type { Violation } from '../kit/checker/judge';
import { untilTime } from '../kit/market';
import { inPool } from '../kit/pool';
import { createRandom } from '../kit/random';
import { checkAll, comeToRest, Findings, proofFails, seconds, table } from './checks';
import { proveCommand, runProve } from './command';
import { answered, type HeldSale, onPlatform, type Platform, until } from './platform';

const atOnce = 25;
/** Most of a payment is waiting, when Stripe fails. */
const atOnceWhileStripeFails = 75;
const offsetMs = 200;
const firstLeadMs = 200;
const longestLeadMs = 3_000;
const spreadMs = 2_000;
const restMs = 120_000;
const clickAgainMs = 500;
const mostTries = 12;

/** Two things that happen to an order at nearly the same time. Only one of them can win. */
interface Race {
  readonly name: string;
  readonly holdSeconds: number;
  /** How many orders are made before they are raced. */
  readonly batch: number;
  /** Whether both must win at least once: otherwise the race proves nothing. */
  readonly isContest: boolean;
  /** @returns whether its payment was sent ahead */
  run(platform: Platform, sale: HeldSale, timing: Timing): Promise<boolean>;
  /** Before each batch. */
  before?(platform: Platform, timing: Timing): Promise<void> | void;
  readonly atOnce?: number;
}

class Timing {
  /** About the duration of a payment, as measured: the end of the payment then meets its rival. */
  #leadMs = firstLeadMs;
  /** When the batch began. */
  start = 0;

  constructor(readonly random: () => number) {}

  /** −200 to +200 ms. */
  offset(): number {
    return (2 * this.random() - 1) * offsetMs;
  }

  /** Half of the payments are sent ahead. */
  lead(): number {
    return this.random() < 0.5 ? this.#leadMs : 0;
  }

  /** Moves towards the lead with which both win equally often. */
  learn(shareComplete: number): void {
    this.#leadMs = Math.min(longestLeadMs, this.#leadMs * 2 ** (1 - 2 * shareComplete));
  }
}

const races: readonly Race[] = [
  {
    name: 'pay against expire',
    holdSeconds: 6,
    batch: atOnce,
    isContest: true,
    async before(platform, { random }) {
      // Without the worker's jobs the sweep of orders ends the reservations.
      if (random() < 1 / 3) await platform.wipeRedis();
    },
    async run(platform, { buyer, orderId, ticketId, expiresAt }, timing) {
      const near = (leadMs = 0) => untilTime(expiresAt.getTime() + timing.offset() - leadMs);
      const lead = timing.lead();
      const paying = near(lead).then(() => buyer.pay(orderId));
      const choice = timing.random();
      // The buyer or the next buyer ends it just before the worker and the sweep, or just after them.
      if (choice < 0.25) await near().then(() => buyer.cancel(orderId));
      else if (choice < 0.5) {
        const next = platform.signedIn(`after-${buyer.name}`);
        await near().then(() => next.order(ticketId));
      }
      await paying;
      return lead > 0;
    },
  },
  {
    name: 'pay against cancel',
    holdSeconds: 60,
    batch: atOnce,
    isContest: true,
    async run(_platform, { buyer, orderId }, timing) {
      const lead = timing.lead();
      const paysAt = timing.start + offsetMs + timing.random() * spreadMs;
      await Promise.all([
        untilTime(paysAt).then(() => buyer.pay(orderId)),
        untilTime(paysAt + lead + timing.offset()).then(() => buyer.cancel(orderId)),
      ]);
      return lead > 0;
    },
  },
  {
    name: 'pay while Stripe fails',
    holdSeconds: 900,
    // A payment may take minutes: with one batch a slow one delays no other.
    batch: Infinity,
    isContest: false,
    atOnce: atOnceWhileStripeFails,
    before: ({ stripe }) => void (stripe.isRough = true),
    async run(_platform, { buyer, orderId }, { random }) {
      const clicks = random() < 0.2 ? 5 : 1;
      const tries = random() < 0.1 ? 1 : mostTries;
      for (let left = tries; left > 0; left -= 1) {
        const paying = Array.from({ length: clicks }, () => buyer.pay(orderId));
        if ((await Promise.all(paying)).some(({ outcome }) => outcome === 'ok')) return false;
        const { answer } = await buyer.show('orders', orderId);
        if ((answer as { status?: string } | undefined)?.status === 'complete') return false;
        await delay(clickAgainMs);
      }
      await answered(() => buyer.cancel(orderId));
      return false;
    },
  },
];

function endsOf(ids: ReadonlySet<string>, { orders, charges }: Facts) {
  const raced = orders.filter(({ _id }) => ids.has(_id));
  const cancelled = raced.filter(({ status }) => status === 'cancelled');
  const complete = raced.filter(({ status }) => status === 'complete');
  const refunded = charges.filter((charge) => charge.refunded).map((each) => each.transfer_group);
  const open = raced.filter((order) => !complete.includes(order) && !cancelled.includes(order));
  return {
    complete: complete.length,
    cancelled: cancelled.length,
    /** Of those cancelled, the ones with a card that was authorised for a while. */
    released: cancelled.filter(({ _id }) => refunded.includes(_id)).length,
    open: open.map(({ _id, status }): Violation => ({
      promise: '5 Holds end',
      says: `${_id} is still ${status}`,
      ids: [_id],
    })),
  };
}

async function runRace(
  platform: Platform,
  race: Race,
  count: number,
  timing: Timing,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  platform.tell('hold', String(race.holdSeconds));
  try {
    while (ids.size < count) {
      const sales = await platform.orders(Math.min(race.batch, count - ids.size));
      for (const { orderId } of sales) ids.add(orderId);
      await race.before?.(platform, timing);
      timing.start = Date.now();
      const isAhead = await inPool(sales, race.atOnce ?? atOnce, (sale) =>
        race.run(platform, sale, timing),
      );
      const ahead = sales.filter((_, index) => isAhead[index]).map(({ orderId }) => orderId);
      if (ahead.length > 0) timing.learn(await shareComplete(platform, new Set(ahead)));
    }
  } finally {
    platform.stripe.isRough = false;
    platform.forget('hold');
  }
  return ids;
}

/** Of these orders, once all of them have ended. */
const shareComplete = (platform: Platform, ids: ReadonlySet<string>): Promise<number> =>
  until(
    'all orders have ended',
    async () => {
      const { complete, open } = endsOf(ids, await platform.facts());
      return open.length === 0 ? complete / ids.size : undefined;
    },
    restMs,
  );

const program = proveCommand(
  'prove:races',
  `So many payments each against the end of a reservation, against a cancellation, and while Stripe fails. Each order must
end complete and charged once, or cancelled with nothing charged.`,
)
  .argument('[payments]', 'how many in each race', wholeNumber(), 1_000)
  .option(
    '--only <race>',
    `${races.map(({ name }) => name).join(', ')}; or a word that only one of them has`,
    oneOf(races.map(({ name }) => name)),
  );

runProve(program, (where, { only }, count) =>
  onPlatform(where, async (platform) => {
    const { stripe, reader, history } = platform;
    const findings = new Findings(history);
    for (const race of races.filter(({ name }) => only === undefined || name === only)) {
      const since = performance.now();
      const timing = new Timing(createRandom(where.seed + races.indexOf(race)));
      const ids = await runRace(platform, race, count, timing);
      const { quietAfterMs, violations } = await comeToRest(reader, restMs);
      const { complete, cancelled, released, open } = endsOf(ids, await platform.facts());
      console.log(
        `${race.name}: ${ids.size} orders, ${complete} complete, ${cancelled} cancelled (${released} of them with a card to release), ${seconds(performance.now() - since)}, at rest after ${seconds(quietAfterMs)}`,
      );
      findings.add(...violations, ...open);
      if (race.isContest && (complete === 0 || cancelled === 0)) {
        findings.add(proofFails(`${race.name}: only one of both ever won`));
      }
      findings.print();
    }
    findings.add(...(await checkAll(platform)).violations);
    console.log(`faults of Stripe\n${table(stripe.counts)}`);
    console.log(`${history.entries.length} requests\n${table(history.counts())}`);
    console.log('in the end, with the bus and the answers to clients:');
    return findings.print();
  }),
);
