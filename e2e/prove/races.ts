import { setTimeout as delay } from 'node:timers/promises';

import { createRandom } from '../kit/random';
import type { Facts } from '../kit/checker/facts';
import type { Violation } from '../kit/checker/judge';
import { flushRedis } from './nemesis';
import { inPool } from '../kit/pool';
import type { HeldSale, Rehearsal } from './rehearsal';
import { printViolations, seconds, table } from './report';
import { comeToRest } from './rest';
import { verdictOn } from './verdict';

const atOnce = 25;
/** Most of a payment at a Stripe that fails is waiting. */
const patientAtOnce = 75;
const offsetMs = 200;
const firstLeadMs = 200;
const longestLeadMs = 3_000;
const spreadMs = 2_000;
const restMs = 120_000;
const clickAgainMs = 500;
const patientTries = 12;

/** Two things that happen to an order at nearly the same moment, of which one wins. */
interface Family {
  readonly name: string;
  readonly holdSeconds: number;
  /** How many orders are made before they are all played, of so many. */
  batch(count: number): number;
  /** A race that only one side ever wins proves nothing. */
  readonly isContest: boolean;
  /** @returns the orders whose payments were sent ahead */
  play(stage: Rehearsal, sales: readonly HeldSale[], dice: Dice): Promise<readonly string[]>;
}

/** When what happens. */
class Dice {
  /** About what a payment takes here, by those before: it is then its end, not its beginning, that meets the other side. */
  #leadMs = firstLeadMs;

  constructor(readonly random: () => number) {}

  /** −200 to +200 ms. */
  offset(): number {
    return (2 * this.random() - 1) * offsetMs;
  }

  /** Half of the payments are sent ahead. */
  lead(): number {
    return this.random() < 0.5 ? this.#leadMs : 0;
  }

  /** Moves to where both sides win as often. */
  learn(shareComplete: number): void {
    this.#leadMs = Math.min(longestLeadMs, this.#leadMs * 2 ** (1 - 2 * shareComplete));
  }
}

const at = (time: number): Promise<void> => delay(Math.max(0, time - Date.now()));

const families: readonly Family[] = [
  {
    name: 'pay against expire',
    holdSeconds: 6,
    batch: () => atOnce,
    isContest: true,
    async play({ client, stage }, sales, dice) {
      // Where the worker's jobs are gone, orders' own sweep ends the holds.
      if (dice.random() < 1 / 3) await flushRedis(stage.addresses.redis);
      const races = sales.map(async ({ who, orderId, ticketId, expiresAt }) => {
        const near = (lead = 0): Promise<void> => at(expiresAt.getTime() + dice.offset() - lead);
        const lead = dice.lead();
        const paying = near(lead).then(() => client.pay(who, orderId));
        const other = dice.random();
        // The buyer, or the next one, ends what is over: before the worker and the sweep, or just after them.
        if (other < 0.25) await near().then(() => client.cancel(who, orderId));
        else if (other < 0.5) await near().then(() => client.order(`after-${who}`, ticketId));
        await paying;
        return lead > 0 ? [orderId] : [];
      });
      return (await Promise.all(races)).flat();
    },
  },
  {
    name: 'pay against cancel',
    holdSeconds: 60,
    batch: () => atOnce,
    isContest: true,
    async play({ client }, sales, dice) {
      const start = Date.now();
      const races = sales.map(async ({ who, orderId }) => {
        const lead = dice.lead();
        const paysAt = start + offsetMs + dice.random() * spreadMs;
        await Promise.all([
          at(paysAt).then(() => client.pay(who, orderId)),
          at(paysAt + lead + dice.offset()).then(() => client.cancel(who, orderId)),
        ]);
        return lead > 0 ? [orderId] : [];
      });
      return (await Promise.all(races)).flat();
    },
  },
  {
    name: 'pay while Stripe fails',
    holdSeconds: 900,
    // An end may take minutes: all are made before, so that a slow one holds up nobody.
    batch: (count) => count,
    isContest: false,
    async play(rehearsal, sales, { random }) {
      const { stripe } = rehearsal.stage;
      const buyers = sales.map((sale) => ({
        ...sale,
        clicks: random() < 0.2 ? 5 : 1,
        tries: random() < 0.1 ? 1 : patientTries,
      }));
      stripe.isRough = true;
      try {
        await inPool(buyers, patientAtOnce, (buyer) => payOrGiveUp(rehearsal, buyer));
      } finally {
        stripe.isRough = false;
      }
      return [];
    },
  },
];

export const familyNames = families.map(({ name }) => name);

interface Buyer extends HeldSale {
  /** How often the button is pressed at once. */
  readonly clicks: number;
  readonly tries: number;
}

async function payOrGiveUp(stage: Rehearsal, buyer: Buyer): Promise<void> {
  const { who, orderId, clicks, tries } = buyer;
  const { client } = stage;
  for (let left = tries; left > 0; left -= 1) {
    const entries = await Promise.all(
      Array.from({ length: clicks }, () => client.pay(who, orderId)),
    );
    if (entries.some(({ outcome }) => outcome === 'ok')) return;
    const { answer } = await client.show(who, orderId);
    if ((answer as { status?: string } | undefined)?.status === 'complete') return;
    await delay(clickAgainMs);
  }
  await stage.persist(() => client.cancel(who, orderId));
}

interface Ends {
  readonly complete: number;
  readonly cancelled: number;
  /** Of those cancelled, the ones whose card was held for a while. */
  readonly released: number;
  readonly open: readonly Violation[];
}

function endsOf(ids: ReadonlySet<string>, { orders, charges }: Facts): Ends {
  const raced = orders.filter(({ _id }) => ids.has(_id));
  const having = (status: string) => raced.filter((order) => order.status === status);
  const cancelled = having('cancelled');
  const held = new Set(
    charges.filter(({ refunded }) => refunded).map((each) => each.transfer_group),
  );
  const open = raced.filter(({ status }) => status !== 'complete' && status !== 'cancelled');
  return {
    complete: having('complete').length,
    cancelled: cancelled.length,
    released: cancelled.filter(({ _id }) => held.has(_id)).length,
    open: open.map(({ _id, status }) => ({
      promise: '5 Holds end',
      says: `${_id} is still ${status}`,
      ids: [_id],
    })),
  };
}

async function raceAll(
  stage: Rehearsal,
  family: Family,
  count: number,
  dice: Dice,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  stage.tell('hold', String(family.holdSeconds));
  try {
    while (ids.size < count) {
      const sales = await stage.orders(Math.min(family.batch(count), count - ids.size));
      for (const { orderId } of sales) ids.add(orderId);
      const ahead = await family.play(stage, sales, dice);
      if (ahead.length > 0) dice.learn(await shareComplete(stage, new Set(ahead)));
    }
  } finally {
    stage.forget('hold');
  }
  return ids;
}

/** Of these orders, once all of them have ended. */
const shareComplete = (stage: Rehearsal, ids: ReadonlySet<string>): Promise<number> =>
  stage.until(
    'all orders have ended',
    async () => {
      const { complete, open } = endsOf(ids, await stage.facts());
      return open.length === 0 ? complete / ids.size : undefined;
    },
    restMs,
  );

/** So many payments against the end of a hold, against a cancellation, and under faults of Stripe. */
export async function races(
  stage: Rehearsal,
  { count, seed, only }: { readonly count: number; readonly seed: number; readonly only: string },
): Promise<boolean> {
  const known = new Set<string>();
  const news = (violations: readonly Violation[]): Violation[] =>
    violations.filter(({ says }) => !known.has(says) && known.add(says));
  let isGood = true;
  for (const [index, family] of families.entries()) {
    if (!family.name.includes(only)) continue;
    const since = performance.now();
    const ids = await raceAll(stage, family, count, new Dice(createRandom(seed + index)));
    const rest = await comeToRest(stage.stage.reader, restMs);
    const { complete, cancelled, released, open } = endsOf(ids, await stage.facts());
    const violations = news([...rest.violations, ...open]);
    const isContested = !family.isContest || (complete > 0 && cancelled > 0);
    isGood &&= violations.length === 0 && rest.quietAfterMs !== undefined && isContested;
    console.log(
      `${family.name}: ${ids.size} orders, ${complete} complete, ${cancelled} cancelled (${released} of them with a card to release), ${seconds(performance.now() - since)}, at rest after ${seconds(rest.quietAfterMs)}`,
    );
    if (!isContested) console.log('only one side ever won');
    printViolations(violations, stage.history);
  }
  const violations = news((await verdictOn(stage.stage, stage.history)).violations);
  console.log(`faults of Stripe\n${table(stage.stage.stripe.counts)}`);
  console.log(`${stage.history.entries.length} requests\n${table(stage.history.counts())}`);
  console.log('in the end, with the bus and what clients were told:');
  printViolations(violations, stage.history);
  return isGood && violations.length === 0;
}
