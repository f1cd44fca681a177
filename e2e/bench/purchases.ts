import type { TicketData } from '@ticketing-dev/common';
import { eventually } from '@ticketing-dev/common/testing';

import { readBus } from '../kit/checker/bus';
import { type Facts, type Message, Reader } from '../kit/checker/facts';
import { atRest, fromTheBus } from '../kit/checker/judge';
import { inPool } from '../kit/pool';
import { comeToRest } from '../prove/checks';
import { sellerOf } from './flows';
import {
  type Act,
  closed,
  concurrent,
  costOf,
  cpuInAll,
  latencyOf,
  type Row,
  type Scenarios,
} from './measure';
import type { Site } from './platform';
import { buy, buyerAsks, postTicket } from './requests';
import { allUnpublished, followMs, step, uncopied } from './sustained';

const restMs = 60_000;
const shownViolations = 20;

/** Tickets with their events, as the checker requires, unlike those of `fillTickets`. */
async function sell(site: Site, count: number): Promise<string[]> {
  const [tickets, replicas] = ['tickets', 'orders'].map((name) => site.collection(name, 'tickets'));
  const before = (await tickets?.countDocuments()) ?? 0;
  const ids = await inPool(Array.from({ length: count }), concurrent, async (_, i) => {
    const request = postTicket(site.member(sellerOf(before + i)), i);
    const { id } = JSON.parse(await site.to('tickets').send(request)) as TicketData;
    return id;
  });
  await eventually(async () => {
    const left = before + count - ((await replicas?.countDocuments()) ?? 0);
    if (left > 0) throw new Error(`orders has not received ${left} tickets`);
  }, followMs);
  return ids;
}

/**
 * Compares all that is stored, Stripe's ledger and every message of the bus with the promises.
 *
 * @throws Error with the violations, which make the run void
 */
export function check(facts: Facts, messages: readonly Message[], purchases: number): string {
  const says = [...atRest(facts), ...fromTheBus(facts, messages)].map(
    (each) => `${each.promise}: ${each.says}`,
  );
  const complete = facts.orders.filter(({ status }) => status === 'complete').length;
  if (complete !== purchases) says.push(`${purchases} purchases, ${complete} complete orders`);
  if (says.length > 0) {
    const shown = says.slice(0, shownViolations);
    throw new Error([`${says.length} violations`, ...shown].join('\n  '));
  }
  return `checker: 0 violations in ${complete} complete orders, ${facts.charges.length} charges and ${messages.length} messages`;
}

async function checked({ stack }: Site, purchases: number): Promise<string> {
  const { mongo, redis, nats, stripe: stripeUrl = '' } = stack.addresses;
  const reader = new Reader({ mongo, redis, stripeUrl });
  try {
    await comeToRest(reader, restMs);
    return check(await reader.facts(), await readBus(nats), purchases);
  } finally {
    await reader.close();
  }
}

/** Raises the rate until the events fall behind, then keeps the highest sustained rate for long. */
export const purchases: Scenarios = {
  async 'whole purchases, sustained'(platform, effort) {
    const site = await platform.another('purchases');
    let bought = 0;
    const buying = async (count: number): Promise<Act> => {
      const tickets = await sell(site, count);
      return () => buy(site.to, site.member(`person-${(bought += 1)}`), tickets.pop() ?? '');
    };
    const warmUps = effort.burst / 2;
    await closed(await buying(warmUps), { requests: warmUps });
    const at = async (perSecond: number, seconds: number): Promise<Row & { isGood: boolean }> => {
      const act = await buying(Math.round(perSecond * seconds));
      const pending = { status: { $in: ['pending', 'authorised'] } };
      const load = () =>
        step(act, perSecond, seconds, {
          'not published': () => allUnpublished(site, 'orders', 'tickets', 'payments'),
          'not copied as complete': () => uncopied(site, { status: 'complete' }),
          'not captured': () => site.collection('payments', 'payments').countDocuments(pending),
        });
      const { isSustained, cpu, note, ...answered } = await costOf(site, load);
      return {
        isGood: isSustained,
        name: `whole purchases, for ${seconds} s`,
        cpu,
        latency: latencyOf(answered, perSecond),
        note: `${note}; ${cpuInAll(cpu)}`,
      };
    };
    const rows: Row[] = [];
    const [first, ...others] = effort.purchaseRates;
    // One rate is the one to keep. It needs no search.
    const isGiven = others.length === 0;
    let highest = isGiven ? first : undefined;
    for (const perSecond of isGiven ? [] : effort.purchaseRates) {
      const { isGood, ...row } = await at(perSecond, effort.steadySeconds);
      rows.push(row);
      if (!isGood) break;
      highest = perSecond;
    }
    if (highest !== undefined) {
      const { isGood: _, ...row } = await at(highest, effort.sustainedSeconds);
      rows.push(row);
    }
    const note = `${await checked(site, bought)}; ${buyerAsks}, until their order is complete`;
    await site.stack.close();
    return [...rows, { name: 'whole purchases, checked', note }];
  },
};
